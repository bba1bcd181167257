import type { Err, FieldsOf, Flat, LastOf, PathsOf, RowInput, RowOf, Said } from '../core/schema-types'
import { call, alias, type Expression } from '../expr/expression'
import { toExpression } from '../expr/column'
import type { Val } from '../expr/ops'
import { cubeSets, groupingSets, rollupSets } from '../plan/grouping-sets'
import type { Node } from '../plan/node'
import { aggregate, namedAggregates } from '../plan/nodes/aggregate'
import type { InitialState } from '../plan/nodes/transform-with-state'
import type { StatefulProcessor } from '../plan/stateful-processor'
import { NotSupported } from '../core/errors'
import { transformed, type TransformOptions } from './transform-with-state'
import { pivot, type PivotValue } from '../plan/pivot'
import { defineFrameMethods, derive, type Frame, type FrameCore } from './frame'
import { itemExpression, type AstOf, type ColumnsOf, type Given, type Item, type Items, type Passed } from './items'
import type { Batch, NeedsBatch, Stream, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * Groups rows by columns, by expressions that have a name, and by a window of time. Spark: `groupBy`.
     *
     * @example
     * frame.groupBy(window('timestamp', '1 hour'), 'user').agg({ logins: count() })
     */
    groupBy<const Ks extends readonly (PathsOf<S> | Given)[]>(...keys: Items<S, Ks>): Grouped<S, I, Ks>

    /**
     * Groups by all of the keys, by all but the last, and so on down to the whole frame, in one pass: subtotals and a
     * total. A key that a row does not tell apart is null in it. Spark: `rollup`.
     *
     * @example
     * frame.rollup('user', 'action').agg({ events: count() })
     */
    rollup<const Ks extends readonly (PathsOf<S> | Given)[]>(...keys: Items<S, Ks>): Grouped<S, I, Ks>

    /**
     * Groups by every choice of the keys, in one pass; a key that a row does not tell apart is null in it. Spark: `cube`.
     *
     * @example
     * frame.cube('user', 'action').agg({ events: count() })
     */
    cube<const Ks extends readonly (PathsOf<S> | Given)[]>(...keys: Items<S, Ks>): Grouped<S, I, Ks>

    /**
     * Folds the whole frame into one row. Spark: `agg` without `groupBy`.
     *
     * @example
     * frame.agg({ total: sum('n') })
     */
    agg<const G extends Aggregates, const More extends readonly Item[] = []>(
      aggregates: G & CheckAggregates<S, G>, ...more: { [K in keyof More]: More[K] & CheckAggregate<S, More[K]> }
    ): Frame<Flat<AggregateColumns<S, G, More>>, AggregateTraits<I, []>>
  }
}

/** Rows in groups, waiting for what to make of them. Spark: `GroupedData`. */
export interface Grouped<S, I extends Traits, Ks extends readonly unknown[]> {
  /**
   * One row a group: its keys, and a column an aggregate, named as the object says. Aggregates in a list get Spark's
   * names (`sum(n)`), or those of `.as(…)`.
   *
   * @throws DATATYPE_MISMATCH for an aggregate of a type it cannot fold
   * @example
   * frame.groupBy('user').agg({ logins: count(), mean: avg('n') })
   */
  agg<const G extends Aggregates, const More extends readonly Item[] = []>(
    aggregates: G & CheckAggregates<S, G>, ...more: { [K in keyof More]: More[K] & CheckAggregate<S, More[K]> }
  ): Frame<Flat<ColumnsOf<S, Ks> & AggregateColumns<S, G, More>>, AggregateTraits<I, Ks>>

  /**
   * How many rows each group has, in a column `count`: BIGINT, a `bigint` in rows. Spark: `count`.
   *
   * @example
   * frame.groupBy('user').count()
   */
  count(): Frame<Flat<ColumnsOf<S, Ks> & { count: 'BIGINT' }>, AggregateTraits<I, Ks>>

  /**
   * Gives each key's rows to a processor of your own, batch by batch, with state that lives in the checkpoint: values,
   * lists and maps by key, timers that call back, times to live. For streams, on the embedded engine; in `append` or
   * `update` mode, which are the same here. Keys come in their order, nulls first; in time mode
   * `EventTime` rows at or before the watermark are dropped; a timer fires in the first batch whose clock is at it or past
   * it, after the batch's rows. What was known before the
   * stream is given as `initialState`, a batch frame grouped by keys of the same types: in the first batch of a checkpoint,
   * and never again, `handleInitialState` gets each of its rows, before the rows of that key. Spark: `transformWithState`.
   *
   * @throws TRANSFORM_WITH_STATE_WATERMARK_MISSING for `EventTime` without a watermark, NOT_SUPPORTED on a batch frame
   * @example
   * let seen: ValueState<{ n: number }>
   * const counted = stream.groupBy('user').transformWithState({
   *   init: handle => { seen = handle.getValueState('seen', 'n INT') },
   *   *handleInputRows({ user }, rows) {
   *     const n = (seen.get()?.n ?? 0) + [...rows].length
   *     seen.update({ n })
   *     yield { user, n }
   *   },
   * }, { outputSchema: 'user STRING, n INT' })
   * counted
   * @example
   * let total: ValueState<{ n: number }>
   * const known = spark.createDataFrame([{ name: 'ada', visits: 7 }], 'name STRING, visits INT')
   * const summed = stream.groupBy('user').transformWithState({
   *   init: handle => { total = handle.getValueState('total', 'n INT') },
   *   handleInitialState: (_, { visits }) => { total.update({ n: visits }) },
   *   *handleInputRows({ user }, rows) {
   *     total.update({ n: (total.get()?.n ?? 0) + [...rows].length })
   *     yield { user, n: total.get()!.n }
   *   },
   * }, { outputSchema: 'user STRING, n INT', initialState: known.groupBy('name') })
   * summed
   */
  transformWithState<const D extends string, S0 = never, const Ks0 extends readonly unknown[] = []>(
    processor: StatefulProcessor<RowOf<ColumnsOf<S, Ks>>, RowOf<S>, RowInput<FieldsOf<D>>, RowOf<S0>>,
    options: TransformOptions<D> & WithInitialState<S0, Ks0>,
  ): Frame<FieldsOf<D>, Stream>

  /**
   * Makes a column of each of these values of another column: one row a group, with the aggregate over the rows that have
   * that value, null where there are none. For frames that end. Spark: `pivot` (with its values given).
   *
   * @throws INVALID_PIVOT for no values, or one twice
   * @example
   * frame.groupBy('user').pivot('action', ['login', 'logout']).agg({ events: count() })
   */
  pivot<const P extends PathsOf<S> | Given, const Vs extends readonly PivotValue[]>(
    this: NeedsBatch<I, 'pivot'>, by: P & Items<S, [P]>[0], values: Vs,
  ): Pivoted<S, Ks, Vs>
}

/** A batch frame, grouped by keys of the same types, whose rows `handleInitialState` gets in the first batch. */
export interface WithInitialState<S, Ks extends readonly unknown[]> {
  readonly initialState?: Grouped<S, Batch, Ks>
}

/** Groups whose values become columns. */
export interface Pivoted<S, Ks extends readonly unknown[], Vs extends readonly PivotValue[]> {
  /**
   * One aggregate gives a column named after each value; several give `value_name` each.
   *
   * @example
   * frame.groupBy('user').pivot('action', ['login']).agg({ events: count(), most: max('n') })
   */
  agg<const G extends Readonly<Record<string, Item>>>(aggregates: G & CheckAggregates<S, G>): Frame<Flat<ColumnsOf<S, Ks> & PivotColumns<S, G, Vs[number]>>, Batch>
}

type PivotColumns<S, G extends Readonly<Record<string, Item>>, V extends PivotValue> =
  [keyof G] extends [Only<keyof G>] ? { [K in `${V}`]: Val<S, AstOf<G[keyof G]>> }
    : { [K in `${V}_${keyof G & string}`]: K extends `${V}_${infer N extends keyof G & string}` ? Val<S, AstOf<G[N]>> : never }
/** The one member of a union that has no other; `never` for more. */
type Only<K, All = K> = K extends unknown ? [All] extends [K] ? K : never : never

type Aggregates = Item | Readonly<Record<string, Item>>

/** The columns of aggregates that an object names. */
export type NamedColumns<S, G> = { -readonly [K in keyof G]: Val<S, AstOf<G[K]>> }
type AggregateColumns<S, G, More extends readonly Item[]> =
  G extends Item
    ? { [A in G | More[number] as AggregateName<A>]: Val<S, AstOf<A>> }
    : { -readonly [K in keyof G]: Val<S, AstOf<G[K]>> }
/** Spark's own name of an aggregate over a plain column: `sum(n)`. */
type AggregateName<A> =
  A extends { readonly columnName: infer N extends string } ? N
    : AstOf<A> extends [infer K, ['col', infer P]] ? `${Snake<K & string>}(${LastOf<P & string>})`
      : AstOf<A> extends readonly ['count', ...unknown[]] ? 'count(1)' : string

/** `countIf` is `count_if` in Spark. */
type Snake<K extends string> = K extends `${infer H}${infer T}` ? `${H extends Lowercase<H> ? H : `_${Lowercase<H>}`}${Snake<T>}` : ''

export type CheckAggregates<S, G> = G extends Item ? CheckAggregate<S, G> : { [K in keyof G]: CheckAggregate<S, G[K]> }
type CheckAggregate<S, A> = Val<S, AstOf<A>> extends Err<infer M> ? Said<M> : unknown

// TypeScript 5.0 infers nothing from a readonly tuple inside a tuple, so these patterns have none.
/** A group closes once the watermark passes its window, or its time. */
type AggregateTraits<I extends Traits, Ks extends readonly unknown[]> =
  I['mode'] extends 'stream' ? Stream<ClosedBy<I['watermark'], Ks[number]>, Closing<ClosedBy<I['watermark'], Ks[number]>, Sessions<Ks[number]>>> : Batch
type Closing<Closed, Session> =
  [Session] extends [never] ? [Closed] extends [never] ? 'aggregate' : 'closing aggregate' : [Closed] extends [never] ? 'sessions' : 'closing sessions'
type Sessions<K> = K extends unknown ? AstOf<K> extends readonly ['sessionWindow', ...unknown[]] ? true : never : never
/** The names of the keys that carry a watermark on. */
type ClosedBy<W extends string, K> = [W] extends [never] ? never : Passed<W, K>

type Make = (child: Node, keys: readonly Expression[], aggregates: readonly Expression[]) => Node

/** What `groupBy`, `rollup` and `cube` give: the keys, waiting for the aggregates. */
function grouped(of: FrameCore, keys: readonly (string | Item)[], make: Make): object {
  const by = keys.map(itemExpression)
  const groups = Object.freeze({
    agg: (...aggregates: Aggregates[]) => derive(of, make(of.plan, by, columnsOfAll(aggregates))),
    pivot: (column: string | Item, values: readonly PivotValue[]) => Object.freeze({
      agg: (aggregates: Readonly<Record<string, Item>>) => derive(of, pivot(of.plan, by, Object.values(aggregates).map(one => one.expr), {
        by: itemExpression(column), values, literals: values.map(value => toExpression(value)), names: Object.keys(aggregates),
      })),
    }),
    transformWithState: (processor: StatefulProcessor, options: TransformOptions<string> & { readonly initialState?: object }) => {
      if (make !== aggregate) throw new NotSupported('transformWithState follows groupBy, not rollup or cube', { hint: 'Write groupBy(…).transformWithState(…).' })
      return transformed(of, by, processor, options, options.initialState === undefined ? null : groupsGiven(options.initialState))
    },
    count: () => derive(of, make(of.plan, by, [alias(call('count', []), 'count')])),
  })
  if (make === aggregate) given.set(groups, Object.freeze({ node: of.plan, keys: Object.freeze(by) }))
  return groups
}

/** What stands behind the groups that a caller holds, for where they are an argument. */
const given = new WeakMap<object, InitialState>()

function groupsGiven(groups: object): InitialState {
  const known = given.get(groups)
  if (known === undefined) throw new NotSupported('an initial state is what groupBy gives', { hint: 'Write initialState: known.groupBy(…).' })
  return known
}

function columnsOfAll(aggregates: readonly Aggregates[]): Expression[] {
  return aggregates.flatMap(one => (isItem(one) ? [one.expr] : namedAggregates(expressionsOf(one))))
}

function isItem(of: Aggregates): of is Item {
  return 'expr' in of && 'kind' in of.expr
}

function expressionsOf(of: Readonly<Record<string, Item>>): Record<string, Expression> {
  return Object.fromEntries(Object.entries(of).map(([name, one]) => [name, one.expr]))
}

defineFrameMethods({
  groupBy(this: FrameCore, ...keys: (string | Item)[]): object {
    return grouped(this, keys, aggregate)
  },
  rollup(this: FrameCore, ...keys: (string | Item)[]): object {
    return grouped(this, keys, (child, by, aggregates) => groupingSets(child, by, rollupSets(by.length), aggregates))
  },
  cube(this: FrameCore, ...keys: (string | Item)[]): object {
    return grouped(this, keys, (child, by, aggregates) => groupingSets(child, by, cubeSets(by.length), aggregates))
  },
  agg(this: FrameCore, ...aggregates: Aggregates[]): FrameCore {
    return derive(this, aggregate(this.plan, [], columnsOfAll(aggregates)))
  },
})
