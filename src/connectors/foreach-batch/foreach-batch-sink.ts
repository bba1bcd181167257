import { defineError } from '../../core/errors'
import type { Sink, SinkBatch } from '../contract'

/** What a foreachBatch function threw. */
export const ForeachBatchFailed = defineError({ code: 'FOREACH_BATCH_USER_FUNCTION_ERROR', fault: 'user' })

/**
 * Hands each batch to a function, batches without rows too. After a crash the same batch may come again with the same
 * `batchId`: a function that writes should write by it.
 */
export function foreachBatchSink(each: (batch: SinkBatch) => void | Promise<void>): Sink {
  return {
    description: 'ForeachBatchSink',
    modes: ['append', 'update', 'complete'],
    write: async batch => {
      try {
        await each(batch)
      } catch (error) {
        throw new ForeachBatchFailed(`the foreachBatch function failed on batch ${batch.batchId}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      }
      return { numOutputRows: -1 }
    },
    close: async () => {},
  }
}
