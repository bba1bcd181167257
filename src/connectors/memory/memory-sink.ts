import type { Batch } from '../../batch/batch'
import type { Schema } from '../../core/data-type'
import { defineError } from '../../core/errors'
import type { SinkFormat, SinkTable } from '../contract'
import { checkOptions } from '../options'

export const QueryNameMissing = defineError({ code: 'QUERY_NAME_MISSING', fault: 'user' })

interface Filled extends SinkTable {
  readonly queryId: string
  batches(): readonly Batch[]
}

/** What stands behind each memory table, so that a query that starts again goes on with its own. */
const contents = new WeakMap<SinkTable, { batches: readonly Batch[]; lastBatchId: number }>()

/**
 * A table of the query's name, queryable while it grows: append adds its rows, update adds every change (as Spark, it does
 * not upsert), complete puts the whole table in the place of the last.
 */
export const memorySink: SinkFormat = {
  format: 'memory',
  options: [],
  open: async (options, schema, { queryId, queryName, tables }) => {
    checkOptions('memory', options, memorySink.options)
    if (queryName === null) throw new QueryNameMissing('a memory sink needs a name for its table', { hint: "Write queryName('…') before start()." })
    const known = tables.table(queryName)
    const table = known !== undefined && isOf(known, queryId) ? known : filled(queryName, schema, queryId)
    if (table !== known) tables.register(table)
    const content = contents.get(table) as { batches: readonly Batch[]; lastBatchId: number }
    return {
      description: 'MemorySink',
      modes: ['append', 'update', 'complete'],
      write: async ({ batchId, mode, batches }) => {
        if (batchId > content.lastBatchId) {
          content.batches = mode === 'complete' ? [...batches] : [...content.batches, ...batches]
          content.lastBatchId = batchId
        }
        return { numOutputRows: batches.reduce((sum, one) => sum + one.numRows, 0) }
      },
      close: async () => {},
    }
  },
}

function filled(name: string, schema: Schema, queryId: string): Filled {
  const content: { batches: readonly Batch[]; lastBatchId: number } = { batches: [], lastBatchId: -1 }
  const table: Filled = Object.freeze({ name, schema, queryId, batches: () => content.batches })
  contents.set(table, content)
  return table
}

function isOf(table: SinkTable, queryId: string): table is Filled {
  return contents.has(table) && 'queryId' in table && table.queryId === queryId
}
