import type { TidemarkError } from '../../core/errors'
import type { Completion, FromCells } from '../cell/cell-channel'
import { CellProcessDied, TslabMissing } from '../errors'
import type { ErrorOutput } from '../nbformat'
import { startCells, type CellsProcess } from '../runner/start-cells'

export interface HostOptions {
  /** Where the cells run. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  /** The compiled entry of the cells' process, where the kernel itself runs from sources. */
  readonly entry?: string
  /** What cells print, show and throw, behind their ends too. */
  receive(message: Extract<FromCells, { cell: number }>): void
}

/** What the kernel runs cells by: one process at a time, and a fresh one where the last has died. */
export interface CellsHost {
  /** Runs a cell; resolves with its error, or null. */
  execute(cell: Execute): Promise<ErrorOutput | null>
  complete(source: string, at: number): Promise<Completion | null>
  inspect(source: string, at: number): Promise<string | null>
  interrupt(): void
  /** Stops what the cells have started, then ends their process and all that it has started. */
  close(): Promise<void>
}

export interface Execute { readonly cell: number; readonly source: string; readonly owner: string; readonly headless: boolean }

/** A cell in a loop gives no answers. */
const answerMs = 2000
/** The cells' own limits for stopping, and some. */
const closeMs = 7000

interface Going {
  readonly process: CellsProcess
  /** Null once it takes cells; otherwise why it never will. */
  readonly ready: Promise<TidemarkError | null>
  readonly died: Promise<string>
  dead?: string
}

export function createCellsHost(options: HostOptions): CellsHost {
  let current: { readonly cell: number; error: ErrorOutput | null; done(): void } | undefined
  let requests = 0
  const answers = new Map<number, (message: FromCells) => void>()

  const start = (): Going => {
    let settle = (_: TidemarkError | null): void => {}
    const ready = new Promise<TidemarkError | null>(resolve => { settle = resolve })
    const process = startCells({
      root: options.root, env: options.env, entry: options.entry,
      receive: message => {
        switch (message.kind) {
          case 'ready': return settle(null)
          case 'unfit': return settle(new TslabMissing(message.message, { hint: message.hint }))
          case 'completed':
          case 'inspected': return answers.get(message.request)?.(message)
          case 'closed': return
          case 'done':
            if (message.cell === current?.cell) current.done()
            return
          case 'error':
            if (message.cell === current?.cell) current.error ??= message.error
        }
        options.receive(message)
      },
      receiveRaw: (name, text) => options.receive({ kind: 'stream', cell: current?.cell ?? 0, name, text }),
    })
    const started: Going = {
      process, ready,
      died: process.ended.then(how => {
        started.dead = how
        settle(new CellProcessDied(`the process for the cells did not start (${how})`))
        return how
      }),
    }
    return started
  }
  let going = start()

  const fail = (cell: number, error: TidemarkError): ErrorOutput => {
    const output: ErrorOutput = { output_type: 'error', ename: error.code, evalue: error.message, traceback: [error.sentence] }
    options.receive({ kind: 'error', cell, error: output })
    return output
  }
  const ask = async <K extends 'completed' | 'inspected'>(kind: 'complete' | 'inspect', source: string, at: number): Promise<Extract<FromCells, { kind: K }> | null> => {
    if (going.dead !== undefined || await going.ready !== null) return null
    const request = ++requests
    let timer: NodeJS.Timeout | undefined
    const answer = await new Promise<FromCells | null>(resolve => {
      answers.set(request, resolve)
      timer = setTimeout(() => resolve(null), answerMs)
      going.process.send({ kind, request, source, at })
    })
    clearTimeout(timer)
    answers.delete(request)
    return answer as Extract<FromCells, { kind: K }> | null
  }

  return {
    async execute(cell) {
      if (going.dead !== undefined) {
        options.receive({
          kind: 'stream', cell: cell.cell, name: 'stderr',
          text: `tidemark: the process that ran the cells had ended (${going.dead}); this is a fresh one, and the variables are gone\n`,
        })
        going = start()
      }
      const unfit = await going.ready
      if (unfit !== null) return fail(cell.cell, unfit)
      let done = (): void => {}
      const finished = new Promise<null>(resolve => { done = () => resolve(null) })
      const mine = current = { cell: cell.cell, error: null as ErrorOutput | null, done }
      going.process.send({ kind: 'execute', ...cell })
      const how = await Promise.race([finished, going.died])
      current = undefined
      return how === null ? mine.error : fail(cell.cell, new CellProcessDied(`the process that ran the cells ended (${how})`, {
        hint: 'The variables are gone; the next cell gets a fresh process: run the notebook from its top.',
      }))
    },
    complete: async (source, at) => (await ask<'completed'>('complete', source, at))?.completion ?? null,
    inspect: async (source, at) => (await ask<'inspected'>('inspect', source, at))?.text ?? null,
    interrupt: () => going.process.interrupt(),
    async close() {
      let timer: NodeJS.Timeout | undefined
      going.process.interrupt()
      going.process.send({ kind: 'close' })
      await Promise.race([going.died, new Promise(resolve => { timer = setTimeout(resolve, closeMs) })])
      clearTimeout(timer)
      going.process.kill()
      await going.died
    },
  }
}
