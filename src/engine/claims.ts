import { defineError } from '../core/errors'
import { ConcurrentQuery } from './checkpoint/errors'

export const QueryNameTaken = defineError({ code: 'STREAMING_QUERY_NAME_TAKEN', fault: 'user' })

/** Which names and checkpoints the running queries of an engine hold. */
export interface Claims {
  /** Takes a name and a query's id; the answer gives them back. */
  claim(queryId: string, name: string | null): () => void
}

export function claims(): Claims {
  const held = new Map<string, string | null>()
  return {
    claim: (queryId, name) => {
      if (held.has(queryId)) {
        throw new ConcurrentQuery(`query ${queryId} is running already: its checkpoint is in use`, { hint: 'Stop it first, or give this query a checkpointLocation of its own.' })
      }
      if (name !== null && [...held.values()].includes(name)) {
        throw new QueryNameTaken(`a query called '${name}' is running already`, { hint: 'Stop it first, or choose another queryName.' })
      }
      held.set(queryId, name)
      return () => { held.delete(queryId) }
    },
  }
}
