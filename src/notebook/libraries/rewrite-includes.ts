/** A notebook that a cell's source names: where in the source, and as what. */
export interface Include {
  readonly kind: 'import' | 'call'
  readonly path: string
  readonly start: number
  readonly end: number
}

const fromNotebook = /^[ \t]*import\b[^'"`;]*?\bfrom\s*(['"])([^'"\n]+\.ipynb)\1/gm
const included = /\bnotebook\s*\.\s*include\s*(?=\(\s*(['"])([^'"\n]+\.ipynb)\1)/g

/** `import … from './lib.ipynb'` and `notebook.include('./lib.ipynb')`, in the order in which they stand. */
export function includesIn(source: string): Include[] {
  // Most cells name no notebook.
  if (!source.includes('.ipynb')) return []
  const imports = [...source.matchAll(fromNotebook)].map((match): Include => {
    const end = match.index + match[0].length
    return { kind: 'import', path: match[2], start: end - match[2].length - 2, end }
  })
  const calls = [...source.matchAll(included)].map((match): Include => ({ kind: 'call', path: match[2], start: match.index + match[0].length, end: match.index + match[0].length }))
  return [...imports, ...calls].sort((a, b) => a.start - b.start)
}

/**
 * The source with modules in the place of notebooks: an import's path becomes that of the module, a call is told its type.
 * `specifier` is null for one that is to stay as it is. No line moves.
 */
export function rewriteIncludes(source: string, includes: readonly Include[], specifier: (of: Include) => string | null): string {
  let rewritten = ''
  let at = 0
  for (const one of includes) {
    const module = specifier(one)
    if (module === null) continue
    rewritten += source.slice(at, one.start) + (one.kind === 'import' ? `'${module}'` : `<typeof import('${module}')>`)
    at = one.end
  }
  return rewritten + source.slice(at)
}
