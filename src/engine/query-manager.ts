import type { Clock } from '../core/clock'
import { defineError } from '../core/errors'
import type { StreamingQuery, StreamingQueryListener } from '../plan/query'
import { ConcurrentQuery } from './checkpoint/errors'
import type { ListenerBus } from './listeners'

export const QueryNameTaken = defineError({ code: 'STREAMING_QUERY_NAME_TAKEN', fault: 'user' })

/** The running queries of a session, as Spark's `spark.streams`. */
export interface StreamingQueryManager {
  readonly active: readonly StreamingQuery[]
  get(id: string): StreamingQuery | undefined
  /** Resolves when any query has ended since the session began or `resetTerminated()`; throws what made it fail. */
  awaitAnyTermination(timeoutMs?: number): Promise<boolean>
  /** Forgets the queries that have ended. */
  resetTerminated(): void
  addListener(listener: StreamingQueryListener): void
  removeListener(listener: StreamingQueryListener): void
}

export interface ManagedQueries extends StreamingQueryManager {
  /** Takes a query's id and name; the answer gives them back. */
  readonly claim: (queryId: string, name: string | null) => () => void
  /** Counts a query as active until it ends. */
  track(query: StreamingQuery): void
}

export function queryManager(listeners: ListenerBus, clock: Clock): ManagedQueries {
  const running = new Map<string, StreamingQuery>()
  const claimed = new Map<string, string | null>()
  let terminated: StreamingQuery[] = []
  const waiting: (() => void)[] = []
  return {
    get active() { return [...running.values()] },
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
    claim: (queryId, name) => {
      if (claimed.has(queryId)) {
        throw new ConcurrentQuery(`query ${queryId} is running already: its checkpoint is in use`, { hint: 'Stop it first, or give this query a checkpointLocation of its own.' })
      }
      if (name !== null && [...claimed.values()].includes(name)) {
        throw new QueryNameTaken(`a query called '${name}' is running already`, { hint: 'Stop it first, or choose another queryName.' })
      }
      claimed.set(queryId, name)
      return () => { claimed.delete(queryId) }
    },
    track: query => {
      running.set(query.id, query)
      query.awaitTermination().catch(() => false).then(() => {
        if (running.get(query.id) === query) running.delete(query.id)
        terminated.push(query)
        for (const resolve of waiting.splice(0)) resolve()
      }).catch(() => {})
    },
  }
}
