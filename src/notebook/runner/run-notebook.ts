import type { MimeBundle } from '../../core/cell-output'
import { systemClock, type Clock } from '../../core/clock'
import type { TidemarkError } from '../../core/errors'
import type { FromCells } from '../cell/cell-channel'
import { CellProcessDied, CellTimeout, NotebookLanguage, RunInterrupted, TslabMissing } from '../errors'
import { isCode, tagsOf, type ErrorOutput, type Notebook } from '../nbformat'
import { createRecorder } from './recorder'
import { startCells } from './start-cells'

export interface RunOptions {
  /** The notebook's name in messages. */
  readonly file: string
  /** The cells' working directory, from which their imports resolve. */
  readonly root: string
  /** How long one cell may run; 120,000 ms by default. */
  readonly cellTimeoutMs?: number
  /** The cells' environment; that of this process by default. */
  readonly env?: NodeJS.ProcessEnv
  /** Whether errors keep their whole stack; false by default. */
  readonly withStack?: boolean
  /** Ends the run at once, and the cells with it. */
  readonly signal?: AbortSignal
  readonly clock?: Clock
  readonly observe?: (event: RunEvent) => void
  /** The compiled entry of the cells' process, where the runner itself runs from sources. */
  readonly entry?: string
}

export type RunEvent =
  /** A cell starts. */
  | { readonly kind: 'cell'; readonly cell: number; readonly of: number }
  | { readonly kind: 'shown'; readonly cell: number; readonly id: string; readonly data: MimeBundle }
  | { readonly kind: 'redrawn'; readonly id: string; readonly data: MimeBundle }

export interface RunResult {
  /** The notebook with the outputs of this run, up to the cell that failed. */
  readonly notebook: Notebook
  readonly ms: number
  /** The first cell that failed, by its execution count. */
  readonly failure?: { readonly cell: number; readonly error: ErrorOutput }
}

/** How long the compiler may take to start; seconds on an idle machine. */
const bootMs = 120_000
const interruptMs = 2000
/** The library's own limit for its shutdown, and some. */
const closeMs = 7000
/** How long a cell may go on after an error that did not end it. */
const afterErrorMs = 250

/**
 * Runs a notebook from top to bottom in a process of its own and returns it with its outputs. A cell that fails ends the
 * run, unless it is tagged `raises-exception`; a cell tagged `skip-execution` is left out.
 *
 * @throws RUN_INTERRUPTED when the signal aborts, TSLAB_MISSING, NOTEBOOK_LANGUAGE
 */
export async function runNotebook(source: Notebook, options: RunOptions): Promise<RunResult> {
  refuseOtherLanguages(source, options.file)
  if (options.signal?.aborted === true) throw interrupted(options.file)
  const clock = options.clock ?? systemClock
  const started = clock.monotonic()
  const timeoutMs = options.cellTimeoutMs ?? 120_000
  const recorder = createRecorder(source)
  const plan = source.cells.flatMap((cell, index) =>
    isCode(cell) && cell.source.trim() !== '' && !tagsOf(cell).includes('skip-execution')
      ? [{ index, source: cell.source, mayFail: tagsOf(cell).includes('raises-exception') }] : [])

  let running = 0
  let failure: RunResult['failure']
  let unfit: TidemarkError | undefined
  let closing = false
  const ready = deferred()
  let done = deferred()
  const fail = (cell: number, error: ErrorOutput, mayFail = false): void => {
    recorder.error(cell, error)
    if (!mayFail) failure ??= { cell, error }
  }
  const receive = (message: FromCells): void => {
    switch (message.kind) {
      case 'ready': return ready.resolve()
      case 'unfit':
        unfit = new TslabMissing(message.message, { hint: message.hint })
        return ready.resolve()
      case 'stream': return recorder.stream(message.cell, message.name, message.text)
      case 'display':
      case 'result':
        recorder[message.kind](message.cell, message.id, message.data)
        return options.observe?.({ kind: 'shown', cell: message.cell, id: message.id, data: message.data })
      case 'update':
        recorder.update(message.id, message.data)
        return options.observe?.({ kind: 'redrawn', id: message.id, data: message.data })
      case 'error':
        // What an interrupted cell says last is the interruption's doing.
        if (!closing) fail(message.cell, message.error, plan[message.cell - 1]?.mayFail)
        if (failure !== undefined) setTimeout(done.resolve, afterErrorMs).unref()
        return
      case 'done': if (message.cell === running) done.resolve()
    }
  }

  const cells = startCells({
    root: options.root,
    env: { ...(options.env ?? process.env), TIDEMARK_CELL_STACK: options.withStack === true ? '1' : '0', TIDEMARK_PROMPTS: '0' },
    entry: options.entry,
    receive,
    receiveRaw: (name, text) => recorder.stream(running, name, text),
  })
  const ended = cells.ended.then(how => ({ how }))
  const aborted = whenAborted(options.signal)

  const within = async (ms: number, what: Promise<unknown>): Promise<'in time' | 'late' | 'aborted' | { how: string }> => {
    const timer = new AbortController()
    try {
      return await Promise.race([
        what.then(() => 'in time' as const), ended, aborted.promise,
        clock.sleep(ms, timer.signal).then(() => 'late' as const),
      ])
    } finally {
      timer.abort()
    }
  }

  try {
    const boot = await within(bootMs, ready.promise)
    if (unfit !== undefined) throw unfit
    if (boot === 'aborted') throw interrupted(options.file)
    if (boot !== 'in time') throw new CellProcessDied(`the process for the cells of '${options.file}' did not start (${boot === 'late' ? 'time-out' : boot.how})`)

    for (const cell of plan) {
      running++
      recorder.begin(cell.index, running)
      options.observe?.({ kind: 'cell', cell: running, of: plan.length })
      done = deferred()
      cells.send({ kind: 'execute', cell: running, source: cell.source })
      const outcome = await within(timeoutMs, done.promise)
      if (outcome === 'aborted') throw interrupted(options.file)
      if (outcome === 'late') {
        closing = true
        fail(running, errorOutput(new CellTimeout(`cell ${running} was still running after ${timeoutMs / 1000} s`, {
          hint: 'Give it more time with --cell-timeout <seconds>, or end what it waits for (a live query ends with query.stop()).',
        })))
      } else if (outcome !== 'in time' && failure === undefined) {
        fail(running, errorOutput(died(running, outcome.how)))
      }
      if (failure !== undefined || typeof outcome === 'object') break
    }

    if (failure !== undefined) {
      closing = true
      cells.interrupt()
    }
    cells.send({ kind: 'close' })
    if (await within(failure === undefined ? closeMs : interruptMs, cells.ended) === 'aborted') throw interrupted(options.file)
    return { notebook: recorder.notebook(), ms: clock.monotonic() - started, ...(failure === undefined ? {} : { failure }) }
  } finally {
    aborted.forget()
    cells.kill()
    await cells.ended
  }
}

function refuseOtherLanguages(notebook: Notebook, file: string): void {
  const named = (key: string, field: string): unknown => (notebook.metadata[key] as Record<string, unknown> | undefined)?.[field]
  const language = named('language_info', 'name') ?? named('kernelspec', 'language')
  if (language === undefined || language === 'typescript' || language === 'javascript') return
  throw new NotebookLanguage(`'${file}' is a notebook for '${String(language)}'`, {
    hint: 'The runner runs TypeScript: choose the TypeScript kernel for it, or take its "kernelspec" and "language_info" out.',
  })
}

function died(cell: number, how: string): TidemarkError {
  return new CellProcessDied(`cell ${cell} ended the process it ran in (${how})`, {
    hint: how === 'signal SIGABRT'
      ? 'If memory ran out (see above): let the cell hold less, or give it more with NODE_OPTIONS=--max-old-space-size=<MB>.'
      : 'A cell must not end or kill its own process.',
  })
}

const interrupted = (file: string): TidemarkError =>
  new RunInterrupted(`'${file}' was interrupted`, { hint: 'Its results were not written.' })

const errorOutput = (error: TidemarkError): ErrorOutput =>
  ({ output_type: 'error', ename: error.code, evalue: error.message, traceback: [error.sentence] })

interface Deferred { readonly promise: Promise<void>; resolve(): void }

function deferred(): Deferred {
  let resolve = (): void => {}
  const promise = new Promise<void>(settle => { resolve = settle })
  return { promise, resolve: () => resolve() }
}

function whenAborted(signal: AbortSignal | undefined): { promise: Promise<'aborted'>; forget(): void } {
  let abort = (): void => {}
  const promise = new Promise<'aborted'>(resolve => { abort = () => resolve('aborted') })
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  return { promise, forget: () => signal?.removeEventListener('abort', abort) }
}
