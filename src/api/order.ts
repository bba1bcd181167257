import { systemRandom } from '../core/random'
import type { Err, PathsOf, Refused, Said } from '../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../expr/argument'
import { defineMethods, type AnyColumn } from '../expr/column'
import type { Expression } from '../expr/expression'
import { limit, offset } from '../plan/nodes/limit'
import { sample } from '../plan/nodes/sample'
import { sort, type SortOrder } from '../plan/nodes/sort'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import { itemExpression, type Given, type Item, type Text, type TypeOfItem } from './items'
import type { NeedsBatch, Shaped, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The whole result in order: ascending with nulls first, or as `.desc()` says (nulls last). A stream can be sorted
     * only after an aggregate, and then runs in complete mode only. Spark: `orderBy`, `sort`.
     *
     * @example
     * frame.orderBy(col('n').desc(), 'user')
     */
    orderBy<const Ks extends readonly (PathsOf<S> | Given)[]>(
      this: CheckSort<I>,
      ...keys: { [K in keyof Ks]: Ks[K] & CheckKey<S, Ks[K]> }
    ): Frame<S, Sorted<I>>

    /** The same as `orderBy`. */
    sort<const Ks extends readonly (PathsOf<S> | Given)[]>(
      this: CheckSort<I>,
      ...keys: { [K in keyof Ks]: Ks[K] & CheckKey<S, Ks[K]> }
    ): Frame<S, Sorted<I>>

    /**
     * The first `count` rows; on a stream the first of the whole stream, then no more. Spark: `limit`.
     *
     * @throws INVALID_LIMIT_LIKE_EXPRESSION for anything but a whole number from 0 up
     * @example
     * frame.limit(2)
     */
    limit(count: number): Frame<S, I>

    /**
     * All rows but the first so many. Spark: `offset`.
     *
     * @throws INVALID_LIMIT_LIKE_EXPRESSION for anything but a whole number from 0 up
     * @example
     * frame.orderBy('n').offset(1)
     */
    offset(this: NeedsBatch<I, 'offset'>, count: number): Frame<S, I>

    /**
     * About that part of the rows, each taken or left by chance; the same seed takes the same rows of the same frame. Spark
     * draws for each partition by itself, so that its answer depends on how rows lie; ours is its answer for one
     * partition. With `true` before the part, rows are put back: each is taken that often on average, and a part above 1
     * gives more rows than there are. Spark: `sample`.
     *
     * @param seed default: another one each time
     * @example
     * frame.sample(0.5, 42)
     */
    sample(this: NeedsBatch<I, 'sample'>, fraction: number, seed?: number | bigint): Frame<S, I>
    sample(this: NeedsBatch<I, 'sample'>, withReplacement: boolean, fraction: number, seed?: number | bigint): Frame<S, I>
  }
}

declare module '../expr/column' {
  interface Column<A> {
    /**
     * The column as a key of `orderBy`, least first, nulls first. Spark: `asc`.
     *
     * @example
     * frame.orderBy(col('n').asc())
     */
    asc(): Ordering<A>
    /** Least first, nulls last. Spark: `asc_nulls_last`. */
    ascNullsLast(): Ordering<A>
    /**
     * The column as a key of `orderBy`, greatest first, nulls last. Spark: `desc`.
     *
     * @example
     * frame.orderBy(col('n').desc())
     */
    desc(): Ordering<A>
    /** Greatest first, nulls first. Spark: `desc_nulls_first`. */
    descNullsFirst(): Ordering<A>
  }
}

/** A key of `orderBy` with its direction. */
export interface Ordering<A> {
  readonly expr: Expression
  readonly descending: boolean
  readonly nullsFirst: boolean
  readonly ast?: A
}

/**
 * A column in ascending order, nulls first. Spark: `asc`.
 *
 * @example
 * frame.orderBy(asc('n'))
 */
export function asc<const C extends ColumnOrName>(column: C): Ordering<AstOf<C>> {
  return ordering(argument<AnyColumn | string>(column), false, true)
}

/**
 * A column in descending order, nulls last. Spark: `desc`.
 *
 * @example
 * frame.orderBy(desc('n'))
 */
export function desc<const C extends ColumnOrName>(column: C): Ordering<AstOf<C>> {
  return ordering(argument<AnyColumn | string>(column), true, false)
}

function ordering<A>(of: { readonly expr: Expression }, descending: boolean, nullsFirst: boolean): Ordering<A> {
  return Object.freeze({ expr: of.expr, descending, nullsFirst })
}

defineMethods({
  asc(this: AnyColumn) { return ordering(this, false, true) },
  ascNullsLast(this: AnyColumn) { return ordering(this, false, false) },
  desc(this: AnyColumn) { return ordering(this, true, false) },
  descNullsFirst(this: AnyColumn) { return ordering(this, true, true) },
})

type CheckKey<S, A> = [Text] extends [A] ? unknown : [TypeOfItem<S, A>] extends [Err<infer M>] ? Said<M> : unknown
type CheckSort<I extends Traits> =
  I['mode'] extends 'batch' ? unknown
    : I['shape'] extends 'rows' | 'joined rows'
      ? Refused<'a stream can be sorted only after groupBy(…).agg(…), and then in complete mode; sort the memory table instead'>
      : unknown
type Sorted<I extends Traits> = I['mode'] extends 'batch' ? I : Shaped<I, 'sorted aggregate'>

function orderBy(this: FrameCore, ...keys: (string | Item)[]): FrameCore {
  return derive(this, sort(this.plan, keys.map(sortOrder)))
}

function sortOrder(key: string | Item): SortOrder {
  const { descending, nullsFirst } = typeof key === 'object' && 'descending' in key ? key as Ordering<unknown> : ASCENDING
  return { by: itemExpression(key), descending, nullsFirst }
}

const ASCENDING = { descending: false, nullsFirst: true }

defineFrameMethods({
  orderBy,
  sort: orderBy,
  limit(this: FrameCore, count: number): FrameCore {
    return derive(this, limit(this.plan, count))
  },
  offset(this: FrameCore, count: number): FrameCore {
    return derive(this, offset(this.plan, count))
  },
  sample(this: FrameCore, ...given: readonly (boolean | number | bigint)[]): FrameCore {
    const [again, fraction, seed = Math.floor(systemRandom.fraction() * 2 ** 31)] = typeof given[0] === 'boolean' ? given : [false, ...given]
    return derive(this, sample(this.plan, Number(fraction), BigInt(seed), again === true))
  },
})
