import { batch, columnOf, type Batch } from '../../batch/batch'
import { batchOfRows } from '../../batch/rows'
import type { Schema } from '../../core/data-type'
import { DataLoss, InvalidOption, type Offset, type Source, type SourceFormat } from '../contract'
import { checkOptions, countOption } from '../options'

/**
 * A stream that a program feeds. Each add is one offset; all rows are kept, so that several queries, and a query that is
 * started again, can read them.
 */
export interface MemoryStream {
  readonly schema: Schema
  /** For `scan`; each stream is a source of its own. */
  readonly source: SourceFormat
  /** Adds rows and gives the offset at which they are read. */
  addRows(rows: readonly object[]): number
  addBatch(rows: Batch): number
}

/**
 * Makes a memory stream; `name` is what its rows say they came from. Its one option, `maxAddsPerTrigger`, cuts batches:
 * 1 makes every add a batch of its own; by default a batch takes all there is. Spark: `MemoryStream`.
 *
 * @example
 * const stream = memoryStream(parseDdl('user STRING, ts TIMESTAMP'))
 * stream.addRows([{ user: 'ada', ts: new Date() }])
 */
export function memoryStream(schema: Schema, name = 'memory'): MemoryStream {
  const adds: Batch[] = []
  let rows = 0
  const addBatch = (of: Batch): number => {
    const columns = schema.fields.map(f => columnOf(of, f.name))
    adds.push(batch(schema, columns, of.numRows, [{ source: name, partition: 0, length: of.numRows, offsets: null, base: rows }]))
    rows += of.numRows
    return adds.length
  }
  const source: SourceFormat = {
    format: 'memory',
    options: ['maxAddsPerTrigger'],
    schemaOf: (options, given) => {
      checkOptions('memory', options, source.options)
      countOption('memory', options, 'maxAddsPerTrigger')
      if (given !== null) throw new InvalidOption('a memory stream has the schema it was made with', { hint: 'Leave schema(…) out.' })
      return schema
    },
    open: async options => memorySource({ schema, name }, adds, countOption('memory', options, 'maxAddsPerTrigger') ?? Infinity),
  }
  return { schema, source, addRows: of => addBatch(batchOfRows(schema, of)), addBatch }
}

function memorySource({ schema, name }: { schema: Schema; name: string }, adds: readonly Batch[], most: number): Source {
  let frozen = Infinity
  const end = (): number => Math.min(frozen, adds.length)
  return {
    description: `MemoryStream[${schema.fields.map(f => f.name).join(',')}]`,
    schema,
    initialOffset: async () => 0,
    freezeEnd: async () => { frozen = adds.length },
    planEnd: async (from, unlimited) => {
      const start = position(from)
      if (start > adds.length) {
        throw new DataLoss(`the checkpoint has read ${start} adds of a memory stream, and this one has ${adds.length}`, { hint: 'A memory stream ends with its process; add the same rows again, or start over with a new checkpointLocation.' })
      }
      return Math.max(start, unlimited ? end() : Math.min(end(), start + most))
    },
    latestOffset: async () => adds.length,
    behind: async at => [{ source: name, partition: 0, records: adds.slice(position(at)).reduce((sum, of) => sum + of.numRows, 0) }],
    async *read(from, to) {
      const last = position(to)
      if (last > adds.length) {
        throw new DataLoss(`a memory stream should give ${last} adds, and has ${adds.length}`, { hint: 'Add the same rows again before the query is started again.' })
      }
      for (let at = position(from); at < last; at++) yield adds[at]
    },
    commit: async () => {},
    close: async () => {},
  }
}

function position(offset: Offset): number {
  if (typeof offset !== 'number') throw new DataLoss(`the checkpoint's offset ${JSON.stringify(offset)} is not one of a memory stream`)
  return offset
}
