import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { isTidemarkError } from '../../core/errors'
import { LibraryCellFailed } from '../errors'
import type { CompiledCell, CompiledLibrary } from './compile-library'

type Run = (exports: Record<string, unknown>, require: NodeJS.Require) => Promise<void>

/** Runs a library's cells one after the other and gives everything they declare. */
export async function runLibrary(library: CompiledLibrary, root: string): Promise<Readonly<Record<string, unknown>>> {
  const { target, exports } = declarations()
  // Where cells resolve what they import, too.
  const require = createRequire(join(root, 'cells.js'))
  for (const cell of library.compiled) {
    try {
      const run = runInThisContext(`(async function(exports, require) { ${cell.output}\n})`, { filename: fileOf(library, cell) }) as Run
      await run(exports, require)
    } catch (error) {
      throw failed(library, cell, error)
    }
    if (cell.lastExpression !== undefined) delete target[cell.lastExpression]
  }
  return target
}

/** What compiled code calls `exports`: a getter made for an import is read at once, so that a later cell may declare the name again. */
function declarations(): { target: Record<string, unknown>; exports: Record<string, unknown> } {
  const target: Record<string, unknown> = {}
  const exports = new Proxy(target, {
    defineProperty(_, name, { get, value }) {
      if (name !== '__esModule') target[String(name)] = get === undefined ? value : get()
      return true
    },
  })
  return { target, exports }
}

const fileOf = ({ module }: CompiledLibrary, { cell }: CompiledCell): string => `tidemark-library/${module}/${cell}`

function failed(library: CompiledLibrary, cell: CompiledCell, error: unknown): Error {
  if (error instanceof LibraryCellFailed) return error
  const stack = error instanceof Error ? String(error.stack) : ''
  const at = new RegExp(`tidemark-library/${library.module}/${cell.cell}:(\\d+):(\\d+)`).exec(stack)
  const line = at === null ? undefined : cell.lineAt(Number(at[1]), Number(at[2]))
  const place = `'${library.shown}', cell ${cell.cell}${line === undefined ? '' : `, line ${line}`}`
  const said = isTidemarkError(error) ? `[${error.code}] ${error.message}` : error instanceof Error ? `${error.name}: ${error.message}` : 'it threw what is no error'
  return new LibraryCellFailed(`${place} failed: ${said}`, {
    cause: error, hint: isTidemarkError(error) ? error.hint : undefined, details: { notebook: library.shown, cell: cell.cell, ...(line === undefined ? {} : { line }) },
  })
}
