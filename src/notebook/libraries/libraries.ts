import { AsyncLocalStorage } from 'node:async_hooks'
import { dirname, relative } from 'node:path'
import { isQuiet, quietly } from '../../core/quiet-output'
import { currentExecution, type Execution } from '../cell/execution'
import { NotebookCycle } from '../errors'
import { compileLibrary, type CellCompiler, type CompiledLibrary } from './compile-library'
import { libraryPath, moduleName, readLibrary } from './library-source'
import { specifierOf, writeModule } from './library-modules'
import { notebookFolder } from './notebook-folder'
import { includesIn, rewriteIncludes } from './rewrite-includes'
import { runLibrary } from './run-library'

export interface Libraries {
  /** A cell's source with the notebooks it names replaced by modules; what it imports from them has run by then. */
  prepare(source: string): Promise<string>
  include(path: string, options?: { readonly from?: string; readonly output?: boolean }): Promise<Readonly<Record<string, unknown>>>
  /** What an included notebook declares. */
  included(module: string): Readonly<Record<string, unknown>>
}

/** The notebooks that the cells of this process include; each text of one is compiled once and runs once. */
export function createLibraries(root: string, compiler: CellCompiler): Libraries {
  const compiled = new Map<string, CompiledLibrary>()
  const loaded = new Map<string, { readonly by: Execution; readonly exports: Promise<Readonly<Record<string, unknown>>> }>()
  const declared = new Map<string, Readonly<Record<string, unknown>>>()
  const running = new AsyncLocalStorage<readonly string[]>()

  /** Reads, and compiles where the text is new. */
  function look(path: string, chain: readonly string[]): CompiledLibrary {
    if (chain.includes(path)) {
      const names = [...chain.slice(chain.indexOf(path)), path].map(one => relative(root, one))
      throw new NotebookCycle(`${names[0]} includes itself: ${names.join(' → ')}`, { hint: 'Move what both need into a notebook of its own, and include that.' })
    }
    const source = readLibrary(path, root)
    const needs: CompiledLibrary[] = []
    const cells = source.cells.map(one => ({ cell: one.cell, source: rewrite(one.source, dirname(path), [...chain, path], needs) }))
    const module = moduleName(source, cells.map(one => one.source))
    const known = compiled.get(module)
    if (known !== undefined) return known
    const made = compileLibrary({ ...source, cells }, module, needs, compiler)
    const library = { ...made, typed: writeModule(root, module, made.declarations) }
    compiled.set(module, library)
    return library
  }

  function rewrite(source: string, from: string, chain: readonly string[], needs: CompiledLibrary[]): string {
    return rewriteIncludes(source, includesIn(source), one => {
      try {
        const library = look(libraryPath(one.path, from), chain)
        if (one.kind === 'import') needs.push(library)
        return library.typed ? specifierOf(library.module) : null
      } catch (error) {
        // A call may never be reached, or stand in a `try`: it fails by itself when it is made.
        if (one.kind === 'call' && !(error instanceof NotebookCycle)) return null
        throw error
      }
    })
  }

  async function load(library: CompiledLibrary, chain: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const known = loaded.get(library.module)
    // What an interrupted cell was loading goes no further, and would never be there.
    if (known !== undefined && (declared.has(library.module) || !known.by.interrupted)) return known.exports
    const loading = (async () => {
      for (const need of library.needs) await load(need, [...chain, library.path])
      const exports = await running.run([...chain, library.path], async () => runLibrary(library, root))
      declared.set(library.module, exports)
      return exports
    })()
    loaded.set(library.module, { by: currentExecution(), exports: loading })
    loading.catch(() => { loaded.delete(library.module) })
    return loading
  }

  return {
    async prepare(source) {
      const needs: CompiledLibrary[] = []
      const prepared = rewrite(source, notebookFolder(root), [], needs)
      hushStreams()
      for (const need of needs) await quietly(async () => load(need, []))
      return prepared
    },
    async include(path, { from, output } = {}) {
      const chain = running.getStore() ?? []
      const library = look(libraryPath(path, from ?? (chain.length > 0 ? dirname(chain[chain.length - 1]) : notebookFolder(root))), chain)
      hushStreams()
      return output === true ? load(library, chain) : quietly(async () => load(library, chain))
    },
    included: module => declared.get(module) ?? {},
  }
}

let hushed = false

/** What an included notebook prints goes nowhere. */
function hushStreams(): void {
  if (hushed) return
  hushed = true
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => boolean
    stream.write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      if (!isQuiet()) return write(chunk, encoding, done)
      const callback = typeof encoding === 'function' ? encoding : done
      if (typeof callback === 'function') process.nextTick(callback)
      return true
    }
  }
}
