import type { Sink } from '../connectors/contract'
import { local } from '../plan/nodes/local'
import { makeFrame, type FrameContext, type FrameCore } from './frame'

/** A sink that hands each batch's result to a function, as a batch frame. */
export function foreachBatchSink(work: (frame: FrameCore, batchId: number) => unknown, context: FrameContext): Sink {
  return {
    description: 'ForeachBatchSink',
    modes: ['append', 'update', 'complete'],
    async write({ batchId, schema, batches }) {
      await work(makeFrame(local(`batch ${batchId}`, schema, () => batches), context), batchId)
      // The function may write what it likes; nobody counts it. Spark's progress says -1 too.
      return { numOutputRows: -1 }
    },
    async close() {
      // Nothing is held open between batches.
    },
  }
}
