import type { Refused } from '../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../expr/argument'
import { defineMethods, makeColumn, type AnyColumn, type Column } from '../expr/column'
import { call, columnRef, type Expression } from '../expr/expression'
import { callSite } from '../core/call-site'
import { DayTimeInterval } from '../core/interval'
import { NotSupported } from '../core/errors'
import type { FrameBound, FrameSpec, OverOptions } from '../expr/functions/over'
import type { WindowOps } from '../expr/functions/places'
import type { Ordering } from './order'

/** The rows that a function over a window sees of a row: which belong to it, in which order, and which around it. */
export interface WindowSpec<out K extends readonly unknown[] = readonly unknown[], out O extends 'ordered' | 'unordered' = 'ordered' | 'unordered'> {
  /** Only for the compiler: the columns it reads. */
  readonly keys?: K
  readonly order?: O
  readonly parts: WindowParts
  /**
   * Rows with the same values belong together; without it all do.
   *
   * @example
   * frame.withColumn('row', rowNumber().over(Window.partitionBy('user').orderBy('n')))
   */
  partitionBy<const Cs extends readonly ColumnOrName[]>(...columns: Cs): WindowSpec<[...K, ...AstsOf<Cs>], O>
  /**
   * The order of the rows that belong together; nulls first, or as `.desc()` says.
   *
   * @example
   * frame.withColumn('last', rowNumber().over(Window.partitionBy('user').orderBy(col('timestamp').desc())))
   */
  orderBy<const Cs extends readonly (ColumnOrName | Ordering<unknown>)[]>(...columns: Cs): WindowSpec<[...K, ...AstsOf<Cs>], 'ordered'>
  /**
   * The rows around a row by their count, both ends included: -1 is the one before, `Window.currentRow` itself.
   *
   * @example
   * frame.withColumn('of3', avg('n').over(Window.partitionBy('user').orderBy('timestamp').rowsBetween(-2, Window.currentRow)))
   */
  rowsBetween(start: number, end: number): WindowSpec<K, O>
  /**
   * The rows around a row by what the order's value is apart from its own: a number, or a span of time as an `interval`.
   * Rows that tie are in it together.
   *
   * @example
   * frame.withColumn('hour', count().over(Window.partitionBy('user').orderBy('timestamp').rangeBetween(interval('-1 hour'), Window.currentRow)))
   */
  rangeBetween(start: RangeBound, end: RangeBound): WindowSpec<K, O>
}

export interface WindowParts {
  readonly partition: readonly Expression[]
  readonly order: readonly Expression[]
  readonly orders: OverOptions['orders']
  readonly frame: FrameSpec | null
}

type RangeBound = number | Column<['lit', 'INTERVAL DAY' | 'INTERVAL DAY TO SECOND']>
type AstsOf<C extends readonly unknown[]> = { -readonly [I in keyof C]: C[I] extends Ordering<infer A> ? A : AstOf<C[I]> }

declare module '../expr/column' {
  interface Column<A> {
    /**
     * The function over a window: an aggregate of the rows around each row, or a row's place among others. Without a frame
     * an aggregate folds the rows up to the row and those that tie with it, or, without an order, the whole partition. In
     * `select` and `withColumn` of a frame that ends. Spark: `over`.
     *
     * @throws UNSUPPORTED_EXPR_FOR_WINDOW, DATATYPE_MISMATCH for a frame that the order does not have, and at `start`
     *   NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING
     * @example
     * frame.withColumn('share', col('n').divide(sum('n').over(Window.partitionBy('user'))))
     */
    over<const K extends readonly unknown[], O extends 'ordered' | 'unordered'>(window: WindowSpec<K, O> & CheckOrder<A, O>): Column<['over', A, K]>
  }
}

type CheckOrder<A, O> =
  A extends readonly [infer F extends keyof WindowOps<unknown, readonly unknown[]>, ...unknown[]]
    ? O extends 'ordered' ? unknown : Refused<`${F} needs a window with an order: Window.partitionBy(…).orderBy(…)`> : unknown

function spec(parts: WindowParts): WindowSpec {
  return Object.freeze({
    parts,
    partitionBy: (...columns: ColumnOrName[]) => spec({ ...parts, partition: columns.map(of => argument(of).expr) }),
    orderBy: (...columns: (ColumnOrName | Ordering<unknown>)[]) => spec({
      ...parts,
      order: columns.map(of => (typeof of === 'string' ? columnRef(of, callSite()) : of.expr)),
      orders: columns.map(of => (typeof of === 'object' && 'descending' in of ? { descending: of.descending, nullsFirst: of.nullsFirst } : { descending: false, nullsFirst: true })),
    }),
    rowsBetween: (start: number, end: number) => spec({ ...parts, frame: { unit: 'rows', start, end } }),
    rangeBetween: (start: RangeBound, end: RangeBound) => spec({ ...parts, frame: { unit: 'range', start: bound(start), end: bound(end) } }),
  }) as WindowSpec
}

function bound(of: RangeBound): FrameBound {
  if (typeof of === 'number') return of
  const { expr } = of
  if (expr.kind === 'literal' && expr.value instanceof DayTimeInterval) return { micros: Number(expr.value.micros) }
  throw new NotSupported('a frame begins and ends at a number or at an interval', { hint: "rangeBetween(interval('-1 hour'), Window.currentRow)" })
}

const all = spec({ partition: [], order: [], orders: [], frame: null }) as WindowSpec<[], 'unordered'>

/**
 * Begins a window over rows, for `.over(…)`: `Window.partitionBy('user').orderBy('timestamp')`. Windows of time, which
 * group a stream, are `window('timestamp', '1 hour')`. Spark: `Window`.
 *
 * @example
 * frame.select('user', rank().over(Window.partitionBy('action').orderBy(desc('n'))).as('rank'))
 */
export const Window = Object.freeze({
  partitionBy: all.partitionBy,
  orderBy: all.orderBy,
  rowsBetween: all.rowsBetween,
  rangeBetween: all.rangeBetween,
  /** From the first row of the partition. */
  unboundedPreceding: -Infinity,
  /** To its last. */
  unboundedFollowing: Infinity,
  /** The row itself; with `rangeBetween`, those that tie with it too. */
  currentRow: 0,
})

defineMethods({
  over(this: AnyColumn, { parts }: WindowSpec): AnyColumn {
    const { partition, order, orders, frame } = parts
    return makeColumn(call('over', [this.expr, ...partition, ...order], { partitions: partition.length, orders, frame }, callSite()))
  },
})
