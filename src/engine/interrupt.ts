import { defineError } from '../core/errors'
import type { Clock } from '../core/clock'

/** Ends what a query is waiting for when it is stopped; never seen outside. */
export const QueryStopped = defineError({ code: 'QUERY_STOPPED', fault: 'user' })

/** The promise's outcome, or QUERY_STOPPED as soon as the signal aborts. */
export async function untilStopped<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new QueryStopped('the query was stopped'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
  // Whoever loses the race may still fail later, and nobody would hear of it.
  promise.catch(() => {})
  try {
    return await Promise.race([promise, stopped])
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop)
  }
}

/** As `untilStopped`, with `graceMs` more to finish: for a sink in the middle of writing. */
export async function withGrace<T>(promise: Promise<T>, signal: AbortSignal, graceMs: number, clock: Clock): Promise<T> {
  try {
    return await untilStopped(promise, signal)
  } catch (error) {
    if (!(error instanceof QueryStopped)) throw error
  }
  const over = new AbortController()
  const expired = clock.sleep(graceMs, over.signal).then(() => {
    throw new QueryStopped(`the query was stopped, and its sink took longer than ${graceMs} ms`)
  })
  try {
    return await Promise.race([promise, expired])
  } finally {
    over.abort()
  }
}

/** The items, until the signal aborts: a source that hangs cannot hold a stopping query. */
export async function* whileRunning<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await untilStopped(iterator.next(), signal)
      if (next.done === true) return
      yield next.value
    }
  } finally {
    const closed = iterator.return?.().catch(() => {})
    if (!signal.aborted) await closed
  }
}
