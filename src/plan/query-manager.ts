import type { Clock } from '../core/clock'
import type { ListenerBus } from './listeners'
import type { StreamingQuery, StreamingQueryManager } from './query'

const MOST_TERMINATED = 100

/** The running queries of a session, for the engine that starts them. */
export interface TrackedQueries extends StreamingQueryManager {
  /** Counts a query as active until it ends. */
  track(query: StreamingQuery): void
}

export function trackedQueries(listeners: ListenerBus, clock: Clock): TrackedQueries {
  const running = new Map<string, StreamingQuery>()
  let terminated: StreamingQuery[] = []
  const waiting: (() => void)[] = []
  return {
    get active() { return [...running.values()] },
    get terminated() { return [...terminated] },
    get: id => running.get(id),
    awaitAnyTermination: async timeoutMs => {
      if (terminated.length === 0) {
        const done = new AbortController()
        const ended = new Promise<void>(resolve => { waiting.push(resolve) })
        await (timeoutMs === undefined ? ended : Promise.race([ended, clock.sleep(timeoutMs, done.signal)]))
        done.abort()
      }
      const failed = terminated.map(query => query.exception()).find(error => error !== null)
      if (failed !== undefined && failed !== null) throw failed
      return terminated.length > 0
    },
    resetTerminated: () => { terminated = [] },
    addListener: listeners.add,
    removeListener: listeners.remove,
    track: query => {
      running.set(query.id, query)
      query.awaitTermination().catch(() => false).then(() => {
        if (running.get(query.id) === query) running.delete(query.id)
        terminated = [...terminated.slice(1 - MOST_TERMINATED), query]
        for (const resolve of waiting.splice(0)) resolve()
      }).catch(() => {})
    },
  }
}
