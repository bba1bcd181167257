import { concatBatches } from '../../batch/select'
import { printBatch } from '../../batch/print'
import type { SinkFormat } from '../contract'
import { checkOptions, countOption, flagOption } from '../options'

/** Where text goes. */
export interface TextOut {
  write(text: string): unknown
}

const RULE = '-------------------------------------------'

/**
 * Prints each batch as a table: its first `numRows` rows (20), values cut at 20 characters unless `truncate` is false.
 * After a crash a batch may be printed again by the next process.
 */
export function consoleSink(out: () => TextOut = () => process.stdout): SinkFormat {
  const sink: SinkFormat = {
    format: 'console',
    options: ['numRows', 'truncate'],
    async open(options) {
      checkOptions('console', options, sink.options)
      const rows = countOption('console', options, 'numRows') ?? 20
      const truncate = flagOption('console', options, 'truncate', true)
      let lastBatchId = -1
      return {
        description: `ConsoleSink[numRows=${rows}, truncate=${truncate}]`,
        modes: ['append', 'update', 'complete'],
        async write({ batchId, schema, batches }) {
          if (batchId > lastBatchId) {
            out().write(`${RULE}\nBatch: ${batchId}\n${RULE}\n${printBatch(concatBatches(schema, batches), { rows, truncate })}\n`)
            lastBatchId = batchId
          }
          return { numOutputRows: batches.reduce((sum, one) => sum + one.numRows, 0) }
        },
        async close() {
          // The terminal stays open.
        },
      }
    },
  }
  return sink
}
