import { LibraryCellFailed } from '../errors'
import { typeError } from '../cell/type-error'
import type { LibrarySource } from './library-source'

/** What compiles the cells of this process, as far as libraries need it: tslab's converter. */
export interface CellCompiler {
  /** A cell's code, with the declarations before it and behind it. */
  convert(previous: string, source: string): {
    readonly output?: string
    readonly declOutput?: string
    readonly hasToplevelAwait?: boolean
    readonly lastExpressionVar?: string
    readonly diagnostics: Parameters<typeof typeError>[1]
  }
  /** The line of the cell that a position in its code stands for, where that code was the last to be compiled. */
  lines(output: string): (line: number, column: number) => number | undefined
}

export interface CompiledCell {
  readonly cell: number
  readonly output: string
  readonly lastExpression: string | undefined
  readonly lineAt: (line: number, column: number) => number | undefined
}

export interface CompiledLibrary extends LibrarySource {
  readonly module: string
  readonly compiled: readonly CompiledCell[]
  readonly declarations: string
  /** What its cells import from other notebooks. */
  readonly needs: readonly CompiledLibrary[]
  /** Whether the compiler can see its declarations. */
  readonly typed: boolean
}

/** Compiles a library's cells as a notebook's are, one after the other; a later one may declare a name again. */
export function compileLibrary(source: LibrarySource, module: string, needs: readonly CompiledLibrary[], compiler: CellCompiler): CompiledLibrary {
  let declarations = ''
  const compiled: CompiledCell[] = []
  for (const { cell, source: text } of source.cells) {
    const converted = compiler.convert(declarations, text)
    const [first] = converted.diagnostics
    if (first !== undefined) {
      const { evalue } = typeError(cell, converted.diagnostics)
      throw new LibraryCellFailed(`'${source.shown}', cell ${cell}, line ${first.start.line + 1} does not compile: ${evalue}`, { details: { notebook: source.shown, cell, line: first.start.line + 1 } })
    }
    declarations = converted.declOutput ?? ''
    if (converted.output === undefined) continue
    compiled.push({ cell, output: converted.output, lastExpression: converted.lastExpressionVar, lineAt: compiler.lines(converted.output) })
  }
  return { ...source, module, compiled, declarations, needs, typed: false }
}
