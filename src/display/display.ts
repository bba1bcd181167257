import type { Frame, FrameCore } from '../api/frame'
import type { Receipt } from '../api/prove'
import { concatBatches } from '../batch/select'
import { cellOutput } from '../core/cell-output'
import { defineError } from '../core/errors'
import type { Err, Get, NameOf, PathsOf, Refused } from '../core/schema-types'
import { isStreaming } from '../plan/node'
import type { Ledger, StreamingQuery } from '../plan/query'
import type { Why } from '../plan/why'
import { chartBundle } from './chart-bundle'
import { InvalidChart, type Chart } from './charts/chart'
import { displayQuery } from './display-query'
import { displayStream, type StreamOptions } from './display-stream'
import { isReceipt, receiptBundle } from './receipt-view'
import { ledgerCaption, ledgerTable } from './ledger-table'
import { shownHere } from './shown-here'
import { displayStreams, type StreamList } from './streams-panel'
import { batchTable, rowsTable, type Table, type TableOptions } from './table'
import { tableBundle } from './table-bundle'
import { isWhy, whyBundle } from './why-view'

/** Something `display` has no form for. */
export const NotDisplayable = defineError({ code: 'NOT_DISPLAYABLE', fault: 'user' })

export type Displayable = FrameCore | StreamingQuery | Ledger | Why | Receipt | StreamList | DataFrameLike | readonly unknown[]

export type { StreamList }

/** A danfojs DataFrame, as far as showing it goes. */
export interface DataFrameLike { readonly columns: string[]; readonly dtypes: string[]; readonly values: unknown }

/** How a table is shown: `limit` rows (default 1000), `width` characters of a field (default 200), a `caption`. */
export interface DisplayOptions extends StreamOptions, TableOptions {
  /** Never given: it tells options from a chart. */
  readonly kind?: undefined
}

type ColumnsOf<X> = X extends Frame<infer S, infer _I> ? PathsOf<S> : string
/** The sentence about the first thing in a chart's columns that the frame does not have. */
type CheckChart<X, P extends string, N extends string, M extends string> =
  [P | N | M] extends [ColumnsOf<X>]
    ? X extends Frame<infer S, infer _I> ? CheckAmounts<S, N> & CheckMeasures<S, M> : unknown
    : Refused<`there is no column '${Exclude<P | N | M, ColumnsOf<X>>}' here`, ColumnsOf<X>>
type CheckAmounts<S, N extends string> = [N] extends [never] ? unknown : { [K in N]: NotAmount<Get<S, K>, K> }[N] extends infer R ? [R] extends [never] ? unknown : R : never
type NotAmount<T, K extends string> =
  T extends 'TINYINT' | 'SMALLINT' | 'INT' | 'BIGINT' | 'FLOAT' | 'DOUBLE' | Err<unknown> ? never : unknown extends T ? never : Refused<`an amount is a number, and '${K}' is ${NameOf<T>}`>
type CheckMeasures<S, M extends string> = [M] extends [never] ? unknown : { [K in M]: NotMeasure<Get<S, K>, K> }[M] extends infer R ? [R] extends [never] ? unknown : R : never
type NotMeasure<T, K extends string> =
  T extends 'TINYINT' | 'SMALLINT' | 'INT' | 'BIGINT' | 'FLOAT' | 'DOUBLE' | 'TIMESTAMP' | 'TIMESTAMP_NTZ' | 'DATE' | Err<unknown> ? never : unknown extends T ? never : Refused<`a histogram needs a number or a time, and '${K}' is ${NameOf<T>}`>

/** What showing gives back: the query behind a stream's picture. */
type Shown<X> =
  X extends StreamingQuery ? StreamingQuery
    : X extends Frame<infer _S, infer I> ? I['mode'] extends 'stream' ? StreamingQuery : void
      : void

/**
 * Shows something in the cell: a frame as a table or a chart, a query's progress, all queries (`spark.streams`), why one
 * has no output yet (`query.why()`), what `prove` found, a ledger, rows, a danfojs DataFrame.
 *
 * A streaming frame starts a query, and its picture is redrawn in one place with every batch: `complete` where that is
 * legal and small, else `update` as an upsert by group key, rows as the newest of them (`outputMode` overrides). Its
 * progress stands below, its error too if it fails, with the last frame kept. On a recording, and where a notebook is
 * run without a person, what is there is cut into about 20 batches (`batches`) and the promise resolves at the end;
 * on a live source it resolves at the first frame, and at most 4 frames a second are drawn (`framesPerSecond`).
 *
 * A picture is a Vega-Lite spec with its data, an SVG, and a table of its rows. Everything foreign in it is text.
 *
 * @returns the query of a stream; nothing for what is finished
 * @throws INVALID_CHART, UNRESOLVED_COLUMN before anything runs; what made the query fail
 * @example
 * const query = await display(hourly, bar({ x: 'window.start', y: 'logins', color: 'user' }))
 */
export async function display<X extends Displayable, const P extends string = never, const N extends string = never, const M extends string = never>(
  of: X, chart?: (Chart<P, N, M> & CheckChart<X, P, N, M>) | DisplayOptions, options?: DisplayOptions,
): Promise<Shown<X>>
export async function display(of: Displayable, chart?: Chart | DisplayOptions, options?: DisplayOptions): Promise<StreamingQuery | void> {
  if (typeof of !== 'object' || of === null) throw notDisplayable(of)
  const drawn = isChart(chart) ? chart : null
  const more = (isChart(chart) ? options : chart ?? options) ?? {}
  if (isFrame(of)) return isStreaming(of.plan) ? shownHere(await displayStream(of, drawn, more)) : displayBatch(of, drawn, more)
  if (drawn !== null) throw new InvalidChart('a chart is drawn from a frame', { hint: 'Make a frame of the rows with spark.createDataFrame, or leave the chart out.' })
  if (isQuery(of)) return shownHere(await displayQuery(of, more))
  if (isWhy(of)) return void cellOutput().show(whyBundle(of))
  if (isReceipt(of)) return void cellOutput().show(receiptBundle(of))
  if ('active' in of) return displayStreams(of, more)
  cellOutput().show(tableBundle(...tableOf(of, more)))
}

async function displayBatch(frame: FrameCore, chart: Chart | null, options: DisplayOptions): Promise<void> {
  const batch = concatBatches(frame.plan.schema, await frame.context.engine.collect(frame.plan))
  cellOutput().show(chart === null ? tableBundle(batchTable(batch), { ...captionOf(frame), ...options }) : await chartBundle(chart, { batch, open: [], colors: new Map() }))
}

/** A frame may say of itself what its table is headed by, as the rows behind a mark do. */
function captionOf(frame: FrameCore): { readonly caption?: string } {
  return 'caption' in frame && typeof frame.caption === 'string' ? { caption: frame.caption } : {}
}

function tableOf(of: Exclude<Displayable, FrameCore | StreamingQuery | Why | Receipt | StreamList>, options: DisplayOptions): [Table, TableOptions] {
  if (isRows(of)) return [rowsTable(of), options]
  if ('entries' in of) return [ledgerTable(of), { caption: ledgerCaption(of), ...options }]
  if ('dtypes' in of && Array.isArray(of.values)) return [dataFrameTable(of, of.values), options]
  throw notDisplayable(of)
}

function notDisplayable(of: unknown): Error {
  const what = of === null ? 'null' : typeof of === 'object' ? 'this object' : `a ${typeof of}`
  return new NotDisplayable(`display has no form for ${what}`, { hint: 'It shows frames, queries, ledgers, lists of rows and danfojs DataFrames.' })
}

/** danfojs-node gives rows as lists, of a single column as plain values. */
function dataFrameTable({ columns, dtypes }: DataFrameLike, values: readonly unknown[]): Table {
  return {
    numRows: values.length,
    columns: columns.map((name, i) => ({
      name, type: dtypes[i] ?? null, numeric: /^(int|float)/.test(dtypes[i] ?? ''),
      value: row => {
        const line = values[row]
        return Array.isArray(line) ? (line as readonly unknown[])[i] : line
      },
    })),
  }
}

function isChart(of: Chart | DisplayOptions | undefined): of is Chart {
  return of !== undefined && 'draw' in of
}

function isFrame(of: Displayable): of is FrameCore {
  return typeof of === 'object' && of !== null && 'plan' in of && 'context' in of
}

function isQuery(of: Displayable): of is StreamingQuery {
  return 'runId' in of && 'awaitTermination' in of
}

function isRows(of: Displayable): of is readonly unknown[] {
  return Array.isArray(of)
}
