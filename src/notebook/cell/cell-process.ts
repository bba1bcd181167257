/**
 * The process that runs a notebook's cells: started by the runner or the kernel, it takes cells one by one over its
 * channel and streams back what they print, show and throw. It holds nothing that its holder could not do without.
 */
import { answer } from './answer'
import type { FromCells, ToCells } from './cell-channel'
import { cellError, interruption } from './cell-error'
import { stopTimers } from './cell-timers'
import { endGroup } from './end-group'
import { beginExecution, clearedUp, currentExecution, interruptAll, Interrupted, interruptExecution, newExecution, type Execution } from './execution'
import { endLoops, installHelpers, letLoopsRun, LoopEnded } from './helpers'
import { showLastValue } from './last-value'
import { loadTslab, type Tslab } from './load-tslab'
import { signalHeard, signalSent, swallowLostSignal } from './lost-signal'
import { installOutputs } from './outputs'
import { createOwnership } from './ownership'
import { createSources } from './sources'
import { mapStackTraces } from './stack-trace'
import { typeError } from './type-error'
import { watchCells } from './watch-cells'

const shutdownMs = 5000
const stopMs = 5000
/** How long the `finally` blocks of an interrupted cell may take. */
const clearUpMs = 2000
/** How long after a loop was ended the word of the interruption may take. */
const wordMs = 1000

const withStack = process.env.TIDEMARK_CELL_STACK === '1'
const exit = process.exit.bind(process)
const ownership = createOwnership(stopMs)
const sources = createSources(process.cwd(), process.env.TIDEMARK_WATCH === '1', process.env.TIDEMARK_BUILD_STATUS)
const outputs = installOutputs(message => tell(message), ownership.own)

/** What interrupts the execution that is going on. */
let running: { interrupt(): void } | undefined
let lastValue: unknown
/** Interruptions that have ended a script, and whose word is on its way. */
let brokenOff = 0
/** A loop was ended by the thread, and the word of the interruption has not been heard yet. */
let loopEnded = false

/** Ends a cell where it called `process.exit`; it has been told by then. */
class CellExit extends Error {}

function tell(message: FromCells, told?: () => void): void {
  process.send?.(message, undefined, undefined, () => told?.())
}

// --- errors --------------------------------------------------------------------------------------------------------

function thrown(error: unknown): void {
  if (error instanceof CellExit || error instanceof Interrupted) return
  const execution = currentExecution()
  // node ends a script that was interrupted with an error of its own.
  if ((error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') {
    brokenOff++
    signalHeard()
    return interrupt()
  }
  // Where the thread has ended a loop, the interruption is about to be heard.
  if (error instanceof LoopEnded) {
    loopEnded = true
    return
  }
  // What an interrupted cell says last is the interruption's doing.
  if (execution.interrupted) return
  outputs.send({ kind: 'error', cell: execution.cell, error: cellError(error, withStack) })
}

function catchEverything(): void {
  process.on('uncaughtException', thrown)
  process.on('unhandledRejection', thrown)
  const refuse = (code?: number | string | null): never => {
    const evalue = `process.exit(${code ?? ''}) would have ended the whole notebook`
    outputs.send({
      kind: 'error',
      cell: currentExecution().cell,
      error: { output_type: 'error', ename: 'ProcessExit', evalue, traceback: [`ProcessExit: ${evalue}\n  To stop a cell early, throw an error.`] },
    })
    throw new CellExit()
  }
  process.exit = refuse
}

// --- the channel ---------------------------------------------------------------------------------------------------

async function execute(tslab: Tslab, message: Extract<ToCells, { kind: 'execute' }>): Promise<void> {
  const { cell, source, owner = `${cell}`, headless = true } = message
  swallowLostSignal()
  const execution = newExecution({ cell, owner, headless })
  let told = (): void => {}
  const interrupted = new Promise<void>(resolve => { told = resolve })
  let patience: NodeJS.Timeout | undefined
  let abandon = (): void => {}
  const abandoned = new Promise<void>(resolve => {
    abandon = () => {
      execution.abandoned = true
      tslab.interrupt()
      resolve()
    }
  })
  running = {
    interrupt: () => {
      // Who interrupts twice does not want to wait for what the cell clears up.
      if (execution.interrupted) return abandon()
      stopTimers(owner)
      interruptExecution(execution)
      patience = setTimeout(abandon, clearUpMs)
      told()
    },
  }
  await beginExecution(execution, async () => {
    const before = await ownership.stop(owner)
    if (before.late > 0) outputs.write('stderr', `tidemark: ${before.late} of what this cell's last run started did not stop within ${stopMs / 1000} s\n`)
    stopTimers(owner)
    if (!execution.interrupted) await Promise.race([run(tslab, execution, source), abandoned])
    if (loopEnded && !execution.interrupted) await Promise.race([interrupted, new Promise(resolve => setTimeout(resolve, wordMs))])
    if (loopEnded) execution.interrupted = true
    loopEnded = false
    // Rejections nobody waits for, and what was thrown in callbacks that are due, still belong to this cell.
    await new Promise(resolve => setImmediate(resolve))
    if (!execution.interrupted) return
    await Promise.race([clearedUp(execution), abandoned])
    clearTimeout(patience)
    execution.abandoned = true
    stopTimers(owner)
    const { stopped, late } = await ownership.stop(owner)
    outputs.send({ kind: 'error', cell, error: interruption(cell, stopped, late) })
  })
  running = undefined
  outputs.send({ kind: 'done', cell })
}

async function run(tslab: Tslab, execution: Execution, source: string): Promise<void> {
  lastValue = undefined
  if (!execution.headless) {
    const { note, problem } = sources.refresh()
    if (note !== undefined) outputs.write('stdout', `${note}\n`)
    if (problem !== undefined) outputs.write('stderr', `${problem}\n`)
  }
  await tslab.execute(execution.cell, source)
  sources.remember()
  const value = lastValue
  lastValue = undefined
  try {
    await showLastValue(value, execution, bundle => outputs.show(bundle))
  } catch (error) {
    thrown(error)
  }
}

/** The running cell and what it started; where none is running, everything that any cell has started. */
function interrupt(): void {
  letLoopsRun()
  if (running !== undefined) return running.interrupt()
  stopTimers()
  interruptAll(clearUpMs)
  void ownership.stop()
}

/** The holder's word that it interrupts. The signal that comes before it only breaks off a script: it may be lost. */
function interruptAsked(): void {
  signalSent()
  if (brokenOff === 0) interrupt()
  else brokenOff--
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
  outputs.flush()
  tell({ kind: 'closed' }, () => exit(0))
}

function start(): void {
  // The holder is gone: so must this process be, whatever a cell still does, and what it has started.
  process.on('disconnect', () => endGroup(process.pid))
  watchCells(endLoops, interruptAsked)
  catchEverything()
  installHelpers()
  let tslab: Tslab
  try {
    tslab = loadTslab({
      value: value => { lastValue = value },
      refused: diagnostics => {
        const { cell } = currentExecution()
        outputs.send({ kind: 'error', cell, error: typeError(cell, diagnostics) })
      },
      thrown,
      displayed: (bundle, id, again) => (again && id !== undefined ? outputs.update(id, bundle) : void outputs.show(bundle, id)),
    }, sources)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'MODULE_NOT_FOUND') throw error
    tell({ kind: 'unfit', message: 'tslab, which compiles the cells, is not installed here', hint: 'npm install --save-dev tslab@1.0.22' }, () => exit(1))
    return
  }
  mapStackTraces((cell, line, column) => tslab.locate(cell, line, column))
  process.on('SIGINT', signalHeard)
  process.on('message', (message: ToCells) => {
    switch (message.kind) {
      case 'execute': return void execute(tslab, message)
      case 'close': return void close(tslab)
      default: return tell(answer(tslab, message))
    }
  })
  tell({ kind: 'ready' })
}

start()
