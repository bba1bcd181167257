import { callTimer } from './cell-timers'
import { Interrupted, knownExecution } from './execution'

const never = new Promise<never>(() => {})

/**
 * Every await of a cell goes through here: one that an interruption overtakes throws, and one of an abandoned execution
 * never goes on. An async function that awaits a promise's own `resolve`: V8 follows those when it tells where an error
 * came from.
 */
export async function wait<T>(value: T): Promise<Awaited<T>> {
  const execution = knownExecution()
  if (execution === undefined) return await value
  if (execution.abandoned) return never
  let stop: ((reason: Interrupted) => void) | undefined
  try {
    const got = await new Promise<Awaited<T>>((resolve, reject) => {
      execution.awaiting.add(stop = reject)
      Promise.resolve(value).then(resolve, reject)
    })
    if (execution.abandoned) await never
    return got
  } catch (error) {
    if (execution.abandoned) await never
    throw error
  } finally {
    if (stop !== undefined) execution.awaiting.delete(stop)
  }
}

async function* each(values: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<unknown> {
  const all = (async function* () { yield* values })()
  try {
    for (;;) {
      const next = await wait(all.next())
      if (next.done === true) return
      yield next.value
    }
  } finally {
    const closed = all.return(undefined)
    // The value that an interrupted loop waited for may never come.
    if (knownExecution()?.interrupted === true) closed.catch(() => {})
    else await closed
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

/** Every `catch` of a cell begins here: a cell that tries again until it succeeds must end when it is told to. */
function caught(error: unknown): void {
  if (error instanceof Interrupted || error instanceof LoopEnded) throw error
}

/** The name by which a cell's generated code reaches what it awaits through. */
export const helpersName = '__tidemark__'

export function installHelpers(): void {
  Object.defineProperty(globalThis, helpersName, { value: Object.freeze({ wait, each, turn, caught, timer: callTimer }), configurable: true })
}
