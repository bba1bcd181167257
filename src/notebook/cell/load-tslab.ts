import type { MimeBundle } from '../../core/cell-output'
import { installLibraries } from '../libraries'
import type { Diagnostic } from './diagnostic'
import { isOfNoConcern, mendEmit, type EmittingCompiler, type WatchHost } from './mended-emit'
import { throughHelpers, type TransformingCompiler } from './through-helpers'
import { withoutExports } from './without-exports'
import type { Sources } from './sources'
import { tslabRequire } from './tslab-require'
import { decodeSourceMap, originalPosition, type SourceMap } from './source-map'

// The parts of tslab 1.0.22 and of its compiler that the runner stands on, as they behave.
interface Converted {
  readonly output?: string
  readonly declOutput?: string
  readonly lastExpressionVar?: string
  readonly hasToplevelAwait?: boolean
  readonly diagnostics: readonly Diagnostic[]
}
interface Converter {
  complete(previous: string, source: string, position: number): TslabCompletion
  inspect(previous: string, source: string, position: number): QuickInfo | undefined
  convert(previous: string, source: string): Converted
  close(): void
}
interface Executor {
  execute(source: string): Promise<boolean>
  complete(source: string, position: number): TslabCompletion
  inspect(source: string, position: number): QuickInfo | undefined
  readonly locals: Readonly<Record<string, unknown>>
  interrupt(): void
  close(): void
}
interface Console {
  log(value: unknown): void
  error(...values: unknown[]): void
}
type LoadedTslab = {
  createConverter(options: { isJS: boolean; isBrowser: boolean }): Converter
  createExecutor(root: string, converters: { node: Converter; browser: Converter; close(): void }, console: Console): Executor
}
interface TextSpan { start: number; readonly length: number }
export interface TslabCompletion {
  readonly start: number
  readonly end: number
  readonly candidates: readonly string[]
  readonly original?: { readonly optionalReplacementSpan?: TextSpan; readonly entries: readonly { readonly name: string; readonly kind: string; readonly replacementSpan?: TextSpan }[] }
}
export interface QuickInfo {
  readonly kind: string
  readonly textSpan: TextSpan
  readonly displayParts?: readonly { readonly text: string }[]
  readonly documentation?: readonly { readonly text: string }[]
}
type Compiler = TransformingCompiler & EmittingCompiler & {
  getPreEmitDiagnosticsOfFiles(program: unknown, files: unknown): readonly { readonly code: number }[]
  createWatchProgram(host: WatchHost): unknown
  readonly sys: { watchFile: unknown; watchDirectory: unknown }
  createWatchCompilerHost(files: unknown, options: object, ...rest: unknown[]): unknown
  transpileModule(source: string, options: { compilerOptions: object; transformers?: object }): { outputText: string; sourceMapText?: string }
}

/** What a cell's code throws or prints goes through here, with what TypeScript refuses. */
export interface CellHooks {
  value(value: unknown): void
  refused(diagnostics: readonly Diagnostic[]): void
  thrown(error: unknown): void
  /** tslab's own `display`, with the id it gives. */
  displayed(bundle: MimeBundle, id: string | undefined, update: boolean): void
}

export interface Tslab {
  /** Runs a cell; whatever goes wrong has been told to the hooks. */
  execute(cell: number, source: string): Promise<void>
  complete(source: string, at: number): TslabCompletion
  inspect(source: string, at: number): QuickInfo | undefined
  readonly compiler: TransformingCompiler
  /** The cells' variables. */
  readonly locals: Readonly<Record<string, unknown>>
  interrupt(): void
  close(): void
  /** The line and column of a cell (from 1) that a position in its generated code stands for. */
  locate(cell: number, line: number, column: number): { line: number; column: number } | undefined
}

/** Starts tslab in the current directory. Throws node's own MODULE_NOT_FOUND where it is not installed. */
export function loadTslab(hooks: CellHooks, sources: Sources): Tslab {
  const load = tslabRequire(process.cwd(), 'tslab/dist/converter')
  const { maps, compiler } = tameCompiler(load, sources)
  const { createConverter } = load('tslab/dist/converter') as LoadedTslab
  const { createExecutor } = load('tslab/dist/executor') as LoadedTslab
  const converter = createConverter({ isJS: false, isBrowser: false })
  const cells = new Map<number, () => CellMaps>()
  const libraries = installLibraries(process.cwd(), {
    convert: (previous, source) => converter.convert(previous, source),
    lines: output => {
      const map = maps.get(output)
      return (line, column) => (map === undefined ? undefined : located(map(), line, column)?.line)
    },
  })
  let running = 0

  const node: Converter = {
    ...converter,
    convert(previous, source) {
      const converted = converter.convert(previous, source)
      if (converted.diagnostics.length > 0) {
        hooks.refused(converted.diagnostics)
        return converted
      }
      if (converted.output === undefined) return converted
      const found = maps.get(converted.output)
      if (found !== undefined) cells.set(running, found)
      maps.clear()
      return {
        ...converted,
        // tslab overlooks an await that is followed by a parenthesis, and `for await`, where no other stands beside it.
        hasToplevelAwait: converted.hasToplevelAwait === true || /\bawait\b/.test(source),
        output: `${converted.output}\n//# sourceURL=cell-${running}.ts`,
      }
    },
  }
  const executor = createExecutor(process.cwd(), { node, browser: node, close: () => converter.close() }, {
    log: hooks.value,
    // Diagnostics are printed with a format; they have been told whole above.
    error: (...values) => { if (values.length === 1) hooks.thrown(values[0]) },
  })
  return {
    async execute(cell, source) {
      running = cell
      if (/\btslab\b/.test(source)) hookDisplay(load, hooks)
      // Its notebooks are modules by then; one that cannot be had is told, and the cell is not run.
      const prepared = await libraries.prepare(withoutExports(compiler, source)).catch(hooks.thrown)
      if (typeof prepared === 'string') await executor.execute(prepared)
    },
    complete: (source, at) => executor.complete(source, at),
    inspect: (source, at) => executor.inspect(source, at),
    compiler,
    locals: executor.locals,
    interrupt: () => executor.interrupt(),
    close: () => executor.close(),
    locate(cell, line, column) {
      const map = cells.get(cell)
      return map === undefined ? undefined : located(map(), line, column)
    },
  }
}

// Loading tslab's Jupyter half loads ZeroMQ, so only a cell that names tslab does it.
function hookDisplay(load: NodeJS.Require, hooks: CellHooks): void {
  const jupyter = load('tslab/dist/jupyter') as { lastWriteDisplayData: unknown }
  jupyter.lastWriteDisplayData = (message: { data: MimeBundle; transient?: { display_id?: string } }, update: boolean) =>
    hooks.displayed(message.data, message.transient?.display_id, update)
}

interface CellMaps { readonly toJavaScript: SourceMap; readonly toCommonJs: SourceMap }

function located(map: CellMaps, line: number, column: number): { line: number; column: number } | undefined {
  const esm = originalPosition(map.toCommonJs, line - 1, column - 1)
  const at = esm && originalPosition(map.toJavaScript, esm.line, esm.column)
  // The first line of what tslab compiles is its own `export {};`, so line 1 of the map is line 1 of the cell.
  return at === undefined || at.line < 1 ? undefined : { line: at.line, column: at.column + 1 }
}

const inlineMap = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/

/**
 * tslab fixes its compiler's options. Before it loads, its compiler is replaced by a copy that writes source maps (they
 * give the lines of run-time errors), sees node's types instead of every `@types` that lies about, and is told of changes
 * between cells instead of watching files.
 */
function tameCompiler(load: NodeJS.Require, sources: Sources): { maps: Map<string, () => CellMaps>; compiler: Compiler } {
  const path = load.resolve('@tslab/typescript-for-tslab')
  const compiler = load(path) as Compiler
  const maps = new Map<string, () => CellMaps>()
  compiler.sys.watchFile = sources.watchFile
  compiler.sys.watchDirectory = () => ({ close: () => {} })
  const tamed: Compiler = {
    ...compiler,
    createWatchCompilerHost: (files, options, ...rest) =>
      compiler.createWatchCompilerHost(files, { ...options, types: ['node'], inlineSourceMap: true }, ...rest),
    createWatchProgram(host) {
      mendEmit(compiler, host)
      return compiler.createWatchProgram(host)
    },
    getPreEmitDiagnosticsOfFiles: (program, files) => compiler.getPreEmitDiagnosticsOfFiles(program, files).filter(one => !isOfNoConcern(one)),
    transpileModule(source, options) {
      const first = inlineMap.exec(source)
      if (first === null) return compiler.transpileModule(source, options)
      const done = compiler.transpileModule(source.slice(0, first.index + 1), {
        ...options, compilerOptions: { ...options.compilerOptions, sourceMap: true },
        transformers: { before: [throughHelpers(compiler)] },
      })
      const outputText = done.outputText.replace(/\/\/# sourceMappingURL=\S+\s*$/, '')
      let decoded: CellMaps | undefined
      // Most cells throw nothing.
      maps.set(outputText, () => decoded ??= {
        toJavaScript: decodeSourceMap(Buffer.from(first[1], 'base64').toString('utf8')),
        toCommonJs: decodeSourceMap(done.sourceMapText ?? '{"mappings":""}'),
      })
      return { ...done, outputText }
    },
  }
  const loaded = require.cache[path]
  if (loaded !== undefined) loaded.exports = tamed
  return { maps, compiler }
}
