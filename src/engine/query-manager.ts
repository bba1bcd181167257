import type { Clock } from '../core/clock'
import { defineError } from '../core/errors'
import type { ListenerBus } from '../plan/listeners'
import { trackedQueries, type TrackedQueries } from '../plan/query-manager'
import { ConcurrentQuery } from './checkpoint/errors'

export const QueryNameTaken = defineError({ code: 'STREAMING_QUERY_NAME_TAKEN', fault: 'user' })

export interface ManagedQueries extends TrackedQueries {
  /** Takes a query's id and name; the answer gives them back. */
  readonly claim: (queryId: string, name: string | null) => () => void
}

export function queryManager(listeners: ListenerBus, clock: Clock): ManagedQueries {
  const claimed = new Map<string, string | null>()
  const claim: ManagedQueries['claim'] = (queryId, name) => {
    if (claimed.has(queryId)) {
      throw new ConcurrentQuery(`query ${queryId} is running already: its checkpoint is in use`, { hint: 'Stop it first, or give this query a checkpointLocation of its own.' })
    }
    if (name !== null && [...claimed.values()].includes(name)) {
      throw new QueryNameTaken(`a query called '${name}' is running already`, { hint: 'Stop it first, or choose another queryName.' })
    }
    claimed.set(queryId, name)
    return () => { claimed.delete(queryId) }
  }
  const tracked = trackedQueries(listeners, clock)
  // `active` is a getter, so the parts are joined and not copied.
  return Object.create(tracked, { claim: { value: claim } }) as ManagedQueries
}
