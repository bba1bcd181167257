import type { TransformingCompiler } from './through-helpers'

const latest = 99

/** A cell shares its variables anyhow: its `export`s become spaces, so that lines and columns stay. */
export function withoutExports(ts: TransformingCompiler, source: string): string {
  if (!/\bexport\b/.test(source)) return source
  let text = source
  const blank = (from: number, to: number): void => {
    text = text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, ' ') + text.slice(to)
  }
  const kinds = ts.SyntaxKind
  for (const statement of ts.createSourceFile('cell.ts', source, latest).statements) {
    for (const { kind, end } of statement.modifiers ?? []) {
      if (kind === kinds.ExportKeyword) blank(end - 'export'.length, end)
      if (kind === kinds.DefaultKeyword) blank(end - 'default'.length, end)
    }
    if (statement.kind === kinds.ExportAssignment && statement.isExportEquals !== true) {
      blank(statement.pos + source.slice(statement.pos).search(/\bexport\b/), statement.expression.pos)
    }
    if (statement.kind === kinds.ExportDeclaration) {
      const at = statement.pos + source.slice(statement.pos).search(/\bexport\b/)
      if (statement.moduleSpecifier === undefined) blank(at, statement.end)
      else if (statement.exportClause !== undefined) text = `${text.slice(0, at)}import${text.slice(at + 'export'.length)}`
    }
  }
  return text
}
