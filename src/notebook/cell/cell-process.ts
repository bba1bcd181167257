/**
 * The process that runs a notebook's cells: started by the runner, it takes cells one by one over its channel and
 * streams back what they print, show and throw. It holds nothing that would be lost with it.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { StringDecoder } from 'node:string_decoder'
import { inspect } from 'node:util'
import { Worker } from 'node:worker_threads'
import { installCellOutput, type MimeBundle } from '../../core/cell-output'
import type { FromCells, ToCells } from './cell-channel'
import { cellError } from './cell-error'
import { loadTslab, type Tslab } from './load-tslab'
import { mapStackTraces } from './stack-trace'
import { typeError } from './type-error'

/** A cell that prints without end must not fill the notebook. */
const longestStream = 2 * 1024 * 1024
const shutdownMs = 5000

const withStack = process.env.TIDEMARK_CELL_STACK === '1'
const started = new AsyncLocalStorage<number>()
const exit = process.exit.bind(process)
/** The cell that runs, or ran last. */
let running = 0

/** Ends a cell where it called `process.exit`; it has been told by then. */
class CellExit extends Error {}

function send(message: FromCells, sent?: () => void): void {
  process.send?.(message, undefined, undefined, () => sent?.())
}

// --- what cells print and show -------------------------------------------------------------------------------------

const printed = new Map<number, number>()

function stream(name: 'stdout' | 'stderr'): typeof process.stdout.write {
  const decoder = new StringDecoder('utf8')
  return (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk))
    const before = printed.get(running) ?? 0
    printed.set(running, before + text.length)
    if (before < longestStream) send({ kind: 'stream', cell: running, name, text: text.slice(0, longestStream - before) })
    const callback = typeof encoding === 'function' ? encoding : done
    if (typeof callback === 'function') process.nextTick(callback)
    return true
  }
}

function tellOverflow(cell: number): void {
  const left = (printed.get(cell) ?? 0) - longestStream
  if (left > 0) send({ kind: 'stream', cell, name: 'stderr', text: `\n… ${left} more characters were printed and are left out\n` })
}

/** A bundle travels and is saved as JSON: what JSON cannot hold becomes text. */
function portable(bundle: MimeBundle): MimeBundle {
  return JSON.parse(JSON.stringify(bundle, (_, value: unknown) =>
    typeof value !== 'bigint' ? value : Number.isSafeInteger(Number(value)) ? Number(value) : String(value))) as MimeBundle
}

let shown = 0

function show(bundle: MimeBundle, id = `display-${++shown}`): string {
  send({ kind: 'display', cell: running, id, data: portable(bundle) })
  return id
}

const update = (id: string, bundle: MimeBundle): void => send({ kind: 'update', id, data: portable(bundle) })

function installOutputs(): void {
  process.stdout.write = stream('stdout')
  process.stderr.write = stream('stderr')
  installCellOutput({
    headless: true,
    show(bundle) {
      const id = show(bundle)
      return { id, update: next => update(id, next) }
    },
    // A runner's process ends with its notebook, and `close` stops what is left.
    own() {},
  })
}

// --- errors --------------------------------------------------------------------------------------------------------

function thrown(error: unknown): void {
  if (error instanceof CellExit) return
  send({ kind: 'error', cell: started.getStore() ?? running, error: cellError(error, withStack) })
}

function catchEverything(): void {
  process.on('uncaughtException', thrown)
  process.on('unhandledRejection', thrown)
  const refuse = (code?: number | string | null): never => {
    const evalue = `process.exit(${code ?? ''}) would have ended the whole notebook`
    send({
      kind: 'error',
      cell: started.getStore() ?? running,
      error: { output_type: 'error', ename: 'ProcessExit', evalue, traceback: [`ProcessExit: ${evalue}\n  To stop a cell early, throw an error.`] },
    })
    throw new CellExit()
  }
  process.exit = refuse
}

// --- the channel ---------------------------------------------------------------------------------------------------

async function execute(tslab: Tslab, cell: number, source: string): Promise<void> {
  running = cell
  await started.run(cell, () => tslab.execute(cell, source))
  // Rejections nobody waits for, and what was thrown in callbacks that are due, still belong to this cell.
  await new Promise(resolve => setImmediate(resolve))
  tellOverflow(cell)
  send({ kind: 'done', cell })
}

/** Lets the library stop its queries, where it was loaded and left word how. */
async function close(tslab: Tslab): Promise<void> {
  const shutdown = (globalThis as { [key: symbol]: unknown })[Symbol.for('tidemark.shutdown')]
  let timer: NodeJS.Timeout | undefined
  try {
    if (typeof shutdown === 'function') {
      const late = new Promise(resolve => { timer = setTimeout(resolve, shutdownMs) })
      await Promise.race([(shutdown as () => unknown)(), late])
    }
  } catch (error) {
    thrown(error)
  }
  clearTimeout(timer)
  tslab.close()
  send({ kind: 'closed' }, () => exit(0))
}

function start(): void {
  // The holder is gone: so must this process be, whatever a cell still does.
  process.on('disconnect', () => exit(1))
  // Where a cell never returns to the event loop, a thread beside it sees that the parent has changed.
  new Worker(`setInterval(() => { if (process.ppid !== ${process.ppid}) process.kill(${process.pid}, 'SIGKILL') }, 1000)`, { eval: true }).unref()
  catchEverything()
  let tslab: Tslab
  try {
    tslab = loadTslab({
      value: value => process.stdout.write(`${typeof value === 'string' ? value : inspect(value)}\n`),
      refused: diagnostics => send({ kind: 'error', cell: running, error: typeError(running, diagnostics) }),
      thrown,
      displayed: (bundle, id, again) => (again && id !== undefined ? update(id, bundle) : void show(bundle, id)),
    })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'MODULE_NOT_FOUND') throw error
    send({ kind: 'unfit', message: 'tslab, which compiles the cells, is not installed here', hint: 'npm install --save-dev tslab@1.0.22' }, () => exit(1))
    return
  }
  mapStackTraces((cell, line, column) => tslab.locate(cell, line, column))
  process.on('SIGINT', () => tslab.interrupt())
  installOutputs()
  process.on('message', (message: ToCells) => {
    void (message.kind === 'execute' ? execute(tslab, message.cell, message.source) : close(tslab))
  })
  send({ kind: 'ready' })
}

start()
