import type { AbortedTransaction } from '../reader'
import type { BatchHeader } from './batch-header'

/**
 * Which transactional batches of one partition were given up. Lives as long as the partition is read, since the marker
 * that ends a transaction may come in a later fetch, and one producer may abort, commit and abort again.
 */
export interface AbortedFilter {
  /** Takes what a fetch says; its entries may repeat earlier ones. */
  learn(aborted: readonly AbortedTransaction[] | null): void
  /** Whether a data batch belongs to an aborted transaction. Batches must be shown in the order of the log. */
  drops(batch: BatchHeader): boolean
  /** A control batch's marker: the producer's transaction is over. */
  end(batch: BatchHeader): void
  /** The filter as it is now, to go on from on its own. */
  copy(): AbortedFilter
}

export function abortedFilter(): AbortedFilter {
  return filterFrom(new Set(), [], new Set())
}

function filterFrom(known: Set<string>, coming: AbortedTransaction[], active: Set<number>): AbortedFilter {
  /** Transactions that started at or before the batch's end are under way when it is read. */
  const begin = (upTo: number): void => {
    while (coming.length > 0 && coming[0].firstOffset <= upTo) {
      const [next] = coming
      coming = coming.slice(1)
      active.add(next.producerId)
    }
  }

  return {
    learn(aborted) {
      const fresh = (aborted ?? []).filter(({ producerId, firstOffset }) => !known.has(`${producerId}:${firstOffset}`))
      if (fresh.length === 0) return
      for (const { producerId, firstOffset } of fresh) known.add(`${producerId}:${firstOffset}`)
      coming = [...coming, ...fresh].sort((a, b) => a.firstOffset - b.firstOffset)
    },
    drops(batch) {
      begin(batch.lastOffset)
      return batch.transactional && active.has(batch.producerId)
    },
    end(batch) {
      begin(batch.lastOffset)
      active.delete(batch.producerId)
    },
    copy: () => filterFrom(new Set(known), [...coming], new Set(active)),
  }
}
