import { toDanfo } from '../batch/danfo'
import { printBatch } from '../batch/print'
import { rowsOf } from '../batch/rows'
import { concatBatches } from '../batch/select'
import { cellOutput } from '../core/cell-output'
import type { Schema } from '../core/data-type'
import type { RowOf } from '../core/schema-types'
import { call, alias } from '../expr/expression'
import { isStreaming } from '../plan/node'
import { aggregate } from '../plan/nodes/aggregate'
import { limit } from '../plan/nodes/limit'
import { defineFrameMethods, type FrameCore } from './frame'
import { jsonRow, type JsonRow } from '../plan/json-row'
import { schemaTree } from './schema-tree'
import type { NeedsBatch, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * All rows, as objects: text, numbers, `bigint` for BIGINT, `Instant` for TIMESTAMP; null where there is nothing,
     * which the types do not say: columns have no nullability at compile time.
     * Everything is held in memory: `limit` or aggregate first. Spark: `collect`.
     *
     * @example
     * const rows = await frame.collect()
     */
    collect(this: NeedsBatch<I, 'collect()'>): Promise<RowOf<S>[]>

    /**
     * All rows as JSON can hold them: an `Instant` or a `LocalDate` as its text, a `bigint` as a number where that is
     * exact, else as its digits; BINARY as base64, a MAP as an object, NaN and the infinities as their names. For a web
     * page, a file, a chart library. PySpark: `toJSON`, but as objects.
     *
     * @example
     * JSON.stringify(await frame.toRows())
     */
    toRows(this: NeedsBatch<I, 'toRows()'>): Promise<JsonRow[]>

    /**
     * All rows as a danfojs DataFrame, to clean the pandas way. Nothing is changed on the way: a column that danfo
     * cannot hold (a nested one, BINARY, a BIGINT beyond 2^53) is an error that names it. Needs danfojs-node. PySpark:
     * `toPandas`.
     *
     * @throws DANFO_CANNOT_HOLD, DANFO_MISSING
     * @example
     * const df = await frame.toDanfo()
     */
    toDanfo(this: NeedsBatch<I, 'toDanfo()'>): Promise<ReturnType<typeof toDanfo>>

    /**
     * Prints the first rows as a table. Spark: `show`.
     *
     * @param rows how many; default 20
     * @param truncate the longest a value is printed: a number of characters, `true` = 20, `false` = all of it
     * @example
     * await frame.show(5)
     */
    show(this: NeedsBatch<I, 'show()'>, rows?: number, truncate?: boolean | number): Promise<void>

    /**
     * The first `count` rows. Spark: `take`, `head`.
     *
     * @example
     * const rows = await frame.take(2)
     */
    take(this: NeedsBatch<I, 'take(…)'>, count: number): Promise<RowOf<S>[]>

    /**
     * The last `count` rows, in their order; all rows are read for it. Spark: `tail`.
     *
     * @example
     * const rows = await frame.tail(1)
     */
    tail(this: NeedsBatch<I, 'tail(…)'>, count: number): Promise<RowOf<S>[]>

    /**
     * The same as `take`. Spark: `head`.
     *
     * @example
     * const rows = await frame.head(2)
     */
    head(this: NeedsBatch<I, 'head(…)'>, count: number): Promise<RowOf<S>[]>

    /**
     * The first row, or null where there is none. Spark: `first`.
     *
     * @example
     * const row = await frame.first()
     */
    first(this: NeedsBatch<I, 'first()'>): Promise<RowOf<S> | null>

    /**
     * How many rows there are. Spark: `count`.
     *
     * @example
     * const rows = await frame.where(col('n').gt(1)).count()
     */
    count(this: NeedsBatch<I, 'count()'>): Promise<number>

    /**
     * Whether there is no row. Spark: `isEmpty`.
     *
     * @example
     * const none = await frame.isEmpty()
     */
    isEmpty(this: NeedsBatch<I, 'isEmpty()'>): Promise<boolean>

    /**
     * The columns with types and nullability, as data. Spark: `schema`.
     *
     * @example
     * const types = frame.schema.fields.map(field => field.type.kind)
     */
    readonly schema: Schema

    /**
     * The names of the columns, in order. Spark: `columns`.
     *
     * @example
     * const names = frame.columns.join(', ')
     */
    readonly columns: readonly (keyof S & string)[]

    /**
     * Whether rows keep coming. Spark: `isStreaming`.
     *
     * @example
     * const endless = stream.isStreaming
     */
    readonly isStreaming: boolean

    /**
     * Prints the schema as a tree. Spark: `printSchema`.
     *
     * @example
     * frame.printSchema()
     */
    printSchema(): void

    /**
     * Prints what the engine would do, the result on top; on a Spark server that is Spark's own plan, and takes an `await`.
     * Spark: `explain`.
     *
     * @example
     * await hourly.explain()
     */
    explain(): void | Promise<void>
  }
}

async function collect(of: FrameCore): Promise<Record<string, unknown>[]> {
  return (await of.context.engine.collect(of.plan)).flatMap(rowsOf)
}

async function take(of: FrameCore, count: number): Promise<Record<string, unknown>[]> {
  return (await of.context.engine.collect(limit(of.plan, count))).flatMap(rowsOf)
}

async function count(of: FrameCore): Promise<number> {
  const [batch] = await of.context.engine.collect(aggregate(of.plan, [], [alias(call('count', []), 'count')]))
  return Number(rowsOf(batch)[0].count)
}

async function show(of: FrameCore, rows: number, truncate: boolean | number): Promise<void> {
  // One row more than is shown tells whether there are more.
  const batches = await of.context.engine.collect(limit(of.plan, rows + 1))
  cellOutput().show({ 'text/plain': printBatch(concatBatches(of.plan.schema, batches), { rows, truncate }) })
}

defineFrameMethods({
  async toDanfo(this: FrameCore) { return toDanfo(concatBatches(this.plan.schema, await this.context.engine.collect(this.plan))) },
  async toRows(this: FrameCore) { return (await collect(this)).map(jsonRow) },
  show(this: FrameCore, rows = 20, truncate: boolean | number = true) { return show(this, rows, truncate) },
  collect(this: FrameCore) { return collect(this) },
  take(this: FrameCore, count: number) { return take(this, count) },
  head(this: FrameCore, count: number) { return take(this, count) },
  async tail(this: FrameCore, count: number) { return count === 0 ? [] : (await collect(this)).slice(-count) },
  async first(this: FrameCore) { return (await take(this, 1))[0] ?? null },
  count(this: FrameCore) { return count(this) },
  async isEmpty(this: FrameCore) { return (await take(this, 1)).length === 0 },
  get schema(): Schema { return this.plan.schema },
  get columns(): readonly string[] { return this.plan.schema.fields.map(f => f.name) },
  get isStreaming(): boolean { return isStreaming(this.plan) },
  printSchema(this: FrameCore) { cellOutput().show({ 'text/plain': schemaTree(this.plan.schema) }) },
  explain(this: FrameCore) {
    const text = this.context.engine.explain(this.plan)
    const show = (plain: string): void => { cellOutput().show({ 'text/plain': plain }) }
    return typeof text === 'string' ? show(text) : text.then(show)
  },
})
