import { batch, type Batch } from '../batch/batch'
import { valueAt } from '../batch/rows'
import { concatBatches, takeBatch } from '../batch/select'
import type { OutputMode, Sink, SinkBatch } from '../connectors/contract'
import type { Schema } from '../core/data-type'
import { columnNamed } from './group-keys'

/** What a query's output amounts to so far. The sink is as Spark's; only the view of it is drawn. */
export interface View {
  readonly sink: Sink
  /** The rows as they are now. */
  rows(): Batch
  /** Rows the sink was given and the view no longer holds. */
  gone(): number
}

export interface ViewOptions {
  readonly schema: Schema
  readonly mode: OutputMode
  /** The columns that tell a group from the others; null where a row is a row. */
  readonly keys: readonly string[] | null
  /** Most rows held; the oldest go first. */
  readonly capacity: number
}

/**
 * A view of what a query writes, by its mode: `complete` gives it whole each time, `update` replaces the rows of the
 * groups it touches (an upsert by group key), `append` adds.
 */
export function makeView(of: ViewOptions): View {
  let rows = concatBatches(of.schema, [])
  let gone = 0
  let last = -1
  const merge = of.mode === 'complete' ? replaced : of.mode === 'update' && of.keys !== null ? upserted(of.schema, of.keys) : added
  const write = (written: SinkBatch): number => {
    const news = concatBatches(of.schema, written.batches)
    // The same batch may come again after a failure.
    if (written.batchId <= last) return news.numRows
    last = written.batchId
    const merged = merge(rows, news)
    const surplus = Math.max(0, merged.numRows - of.capacity)
    gone += surplus
    rows = surplus === 0 ? merged : takeBatch(merged, Int32Array.from({ length: of.capacity }, (_, i) => i + surplus))
    return news.numRows
  }
  return {
    rows: () => rows,
    gone: () => gone,
    sink: {
      description: 'Display',
      modes: ['append', 'update', 'complete'],
      write: async written => ({ numOutputRows: write(written) }),
      close: async () => {},
    },
  }
}

type Merge = (rows: Batch, news: Batch) => Batch

const replaced: Merge = (_, news) => news

const added: Merge = (rows, news) => joined(rows, news)

function upserted(schema: Schema, keys: readonly string[]): Merge {
  const columns = keys.map(key => columnNamed(schema, key))
  return (rows, news) => {
    const both = joined(rows, news)
    const newest = new Map<string, number>()
    for (let row = 0; row < both.numRows; row++) {
      newest.set(JSON.stringify(columns.map(column => keyPart(valueAt(both.columns[column], row)))), row)
    }
    return newest.size === both.numRows ? both : takeBatch(both, Int32Array.from(newest.values()))
  }
}

function joined(rows: Batch, news: Batch): Batch {
  const { schema, columns, numRows } = concatBatches(rows.schema, [rows, news])
  // Where rows came from is the query's to tell, and would only grow here.
  return batch(schema, columns, numRows)
}

function keyPart(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Uint8Array) return [...value]
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value)
  if (typeof value !== 'object' || value === null) return value
  if ('micros' in value) return `${String(value.micros)}us`
  return value instanceof Map ? [...value].map(([key, one]) => [keyPart(key), keyPart(one)]) : Array.isArray(value) ? value.map(keyPart) : Object.entries(value).map(([name, one]) => [name, keyPart(one)])
}
