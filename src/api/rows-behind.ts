import type { AnySchema } from '../core/schema-types'
import { NotSupported } from '../core/errors'
import { local } from '../plan/nodes/local'
import type { MarkKey } from '../plan/behind-mark'
import type { StreamingQuery } from '../plan/query'
import { InvalidRange } from './errors'
import { makeFrame, type Frame } from './frame'
import { spark } from './spark'
import type { Batch } from './traits'

/** Where a row came from, and whether the mark counts it: a late row it does not. */
export interface BehindColumns { topic: 'STRING'; partition: 'INT'; offset: 'BIGINT'; counted: 'BOOLEAN' }

/** A row's own columns behind those; one that is called as they are is theirs. */
type Behind<S> = string extends keyof S ? AnySchema : BehindColumns & Omit<S, keyof BehindColumns>

/** The rows behind a mark: a frame of the first of them, with how many there are in all. */
export type RowsBehind<S = AnySchema> = Frame<Behind<S>, Batch> & {
  /** How many rows went into the mark: what its `count()` says. */
  readonly counted: number
  /** How many came too late for it. */
  readonly late: number
  /** The same in words, for a table's head. */
  readonly caption: string
}

export interface RowsBehindOptions<S> {
  /** Most rows in the frame; default 100. All are counted. */
  readonly limit?: number
  /** A frame with the rows' columns, the one before `groupBy`: then the compiler knows them. */
  readonly like?: { readonly types?: { readonly schema: S } }
}

/**
 * The rows behind a mark of a chart: what the query has read is read again and filtered by the mark's key. Each row has its
 * topic, partition and offset, its columns as they were below the aggregate, and whether it was counted. A key may name
 * fewer columns than the mark has; times are said as the tooltip says them. A query without an aggregate gives the rows
 * with these values.
 *
 * @throws INVALID_MARK_KEY naming the columns of a key, ROWS_GONE where the topic no longer holds them, NOT_SUPPORTED
 * @example
 * const shown = await hourly.writeStream.outputMode('update').format('memory').queryName('marks').trigger({ availableNow: true }).start()
 * await shown.awaitTermination()
 * const rows = await rowsBehind(shown, { 'window.start': '2024-01-05T10:00:00Z', user: 'ada' }, { like: stream })
 * const offsets = await rows.select('partition', 'offset', 'timestamp').collect()
 */
export async function rowsBehind<S = AnySchema>(query: StreamingQuery, key: MarkKey, options: RowsBehindOptions<S> = {}): Promise<RowsBehind<S>> {
  const limit = options.limit ?? 100
  if (!(limit >= 0) || (limit !== Infinity && !Number.isInteger(limit))) throw new InvalidRange(`rowsBehind takes a whole number of rows from 0 up as limit, and got ${limit}`)
  if (query.rowsBehind === undefined) throw new NotSupported('the rows behind a mark are only known of a query that runs here', { hint: 'Run it on the embedded engine.' })
  const { rows, total, late, exact } = await query.rowsBehind(key, limit)
  const frame = makeFrame<Behind<S>, Batch>(local('rows behind', rows.schema, () => [rows]), spark.range(0).context)
  const counted = total - late
  const words = [
    `${counted.toLocaleString('en-US')} row${counted === 1 ? '' : 's'} counted`,
    ...(late > 0 ? [`${late.toLocaleString('en-US')} late`] : []),
    ...(exact ? [] : ['more late rows than the ledger keeps: some may be among the counted']),
    ...(rows.numRows < total ? [`the first ${rows.numRows.toLocaleString('en-US')} shown`] : []),
  ]
  return Object.freeze(Object.create(frame, {
    counted: { value: counted }, late: { value: late }, caption: { value: words.join('; ') },
  })) as RowsBehind<S>
}
