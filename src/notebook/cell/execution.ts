import { AsyncLocalStorage } from 'node:async_hooks'

/** One run of a cell, and whatever it has set going: timers, callbacks, promises, queries. */
export interface Execution {
  /** The execution count. */
  readonly cell: number
  /** What stays the same when the cell is run again. */
  readonly owner: string
  readonly headless: boolean
  /** Its code goes no further than the await it has reached. */
  interrupted: boolean
  /** What it shows next is its last value. */
  showsResult: boolean
}

const executions = new AsyncLocalStorage<Execution>()
const begun = new Set<WeakRef<Execution>>()
let last: Execution = { cell: 0, owner: '', headless: true, interrupted: false, showsResult: false }

/** The execution that the code now running belongs to; the last one begun where that cannot be known. */
export const currentExecution = (): Execution => executions.getStore() ?? last

export function beginExecution<T>(execution: Execution, run: () => T): T {
  last = execution
  for (const one of begun) if (one.deref() === undefined) begun.delete(one)
  begun.add(new WeakRef(execution))
  return executions.run(execution, run)
}

/** Freezes every execution there has been, the loops included that run behind their cells. */
export function interruptAll(): void {
  for (const one of begun) {
    const execution = one.deref()
    if (execution !== undefined) execution.interrupted = true
  }
  begun.clear()
}

const never = new Promise<never>(() => {})

/**
 * Every await of a cell goes through here: one that an interruption has overtaken never goes on. An async function, since
 * V8 follows only those when it tells where an error came from.
 */
async function wait(value: unknown): Promise<unknown> {
  const execution = executions.getStore()
  try {
    const got: unknown = await value
    if (execution?.interrupted === true) await never
    return got
  } catch (error) {
    if (execution?.interrupted === true) await never
    throw error
  }
}

async function* each(values: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<unknown> {
  const execution = executions.getStore()
  for await (const value of values) {
    if (execution?.interrupted === true) await never
    yield value
  }
}

export const endLoops = new SharedArrayBuffer(4)
const loopFlag = new Int32Array(endLoops)

/** What an interrupted loop of a cell ends with. */
export class LoopEnded extends Error {}

export function letLoopsRun(): void {
  Atomics.store(loopFlag, 0, 0)
}

let handOn: (() => void) | null = null

/** What hands on the prints that are held back; null while there are none. */
export function whileHeld(hand: (() => void) | null): void {
  handOn = hand
}

/**
 * Each turn of a cell's loops comes by here: neither a signal nor a timer is heard before the loop has ended, and what was
 * printed shortly before it must not wait for that.
 */
function turn(): void {
  if (loopFlag[0] !== 0) throw new LoopEnded('interrupted')
  if (handOn !== null) handOn()
}

/** The name by which a cell's generated code reaches what it awaits through. */
export const helpersName = '__tidemark__'

export function installHelpers(): void {
  Object.defineProperty(globalThis, helpersName, { value: Object.freeze({ wait, each, turn }), configurable: true })
}
