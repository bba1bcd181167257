import type { BatchHeader } from '../records/batch-header'

/** Which transactions are under way while a partition's batches go by in the order of the log. */
export interface OpenTransactions {
  see(batch: BatchHeader): { readonly ended: { readonly firstOffset: number } | null }
  /** The first offset of the oldest transaction that is not decided, or `end`: Kafka's last stable offset. */
  lastStableOffset(end: number): number
}

export function openTransactions(): OpenTransactions {
  const first = new Map<number, number>()
  return {
    see(batch) {
      if (!batch.transactional) return { ended: null }
      const firstOffset = first.get(batch.producerId)
      if (batch.control) {
        first.delete(batch.producerId)
        return { ended: firstOffset === undefined ? null : { firstOffset } }
      }
      if (firstOffset === undefined) first.set(batch.producerId, batch.baseOffset)
      return { ended: null }
    },
    lastStableOffset: end => Math.min(end, ...first.values()),
  }
}
