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
          const numOutputRows = batches.reduce((sum, one) => sum + one.numRows, 0)
          if (batchId > lastBatchId) {
            const table = printBatch(concatBatches(schema, batches), { rows, truncate })
            // As Spark, no blank line after a table that was cut.
            out().write(`${RULE}\nBatch: ${batchId}\n${RULE}\n${table}${numOutputRows > rows ? '' : '\n'}`)
            lastBatchId = batchId
          }
          return { numOutputRows }
        },
        async close() {
          // The terminal stays open.
        },
      }
    },
  }
  return sink
}
