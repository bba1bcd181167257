import type { Refused, PathsOf } from '../core/schema-types'
import type { Expression } from '../expr/expression'
import { limit } from '../plan/nodes/limit'
import { sort, type SortOrder } from '../plan/nodes/sort'
import { defineFrameMethods, derive, type Frame, type FrameCore } from './frame'
import { itemExpression, type CheckItem, type Item } from './items'
import type { Shaped, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The whole result in order: ascending with nulls first, or as `.desc()` says (nulls last). A stream can be sorted
     * only after an aggregate, and then runs in complete mode only. Spark: `orderBy`, `sort`.
     *
     * @example
     * frame.orderBy(col('n').desc(), 'user')
     */
    orderBy<const Ks extends readonly (PathsOf<S> | (string & {}) | Item)[]>(
      this: CheckSort<I>,
      ...keys: { [K in keyof Ks]: CheckItem<S, Ks[K]> } & Ks
    ): Frame<S, Sorted<I>>

    /** The same as `orderBy`. */
    sort<const Ks extends readonly (PathsOf<S> | (string & {}) | Item)[]>(
      this: CheckSort<I>,
      ...keys: { [K in keyof Ks]: CheckItem<S, Ks[K]> } & Ks
    ): Frame<S, Sorted<I>>

    /**
     * The first `count` rows; on a stream the first of the whole stream, then no more. Spark: `limit`.
     *
     * @throws INVALID_LIMIT_LIKE_EXPRESSION for anything but a whole number from 0 up
     * @example
     * frame.limit(2)
     */
    limit(count: number): Frame<S, I>
  }
}

type CheckSort<I extends Traits> =
  I['mode'] extends 'batch' ? unknown
    : I['shape'] extends 'rows' ? Refused<'a stream can be sorted only after groupBy(…).agg(…), and then in complete mode; sort the memory table instead'> : unknown
type Sorted<I extends Traits> = I['mode'] extends 'batch' ? I : Shaped<I, 'sorted aggregate'>

function orderBy(this: FrameCore, ...keys: (string | Item)[]): FrameCore {
  return derive(this, sort(this.plan, keys.map(key => sortOrder(itemExpression(key)))))
}

/** `col('n').desc()` is a call of a sort direction over the column; anything else sorts ascending. */
function sortOrder(of: Expression): SortOrder {
  const direction = of.kind === 'call' ? DIRECTIONS[of.fn] : undefined
  if (direction === undefined || of.kind !== 'call') return { by: of, descending: false, nullsFirst: true }
  return { by: of.args[0], ...direction }
}

const DIRECTIONS: Readonly<Record<string, Omit<SortOrder, 'by'> | undefined>> = {
  asc: { descending: false, nullsFirst: true },
  asc_nulls_last: { descending: false, nullsFirst: false },
  desc: { descending: true, nullsFirst: false },
  desc_nulls_first: { descending: true, nullsFirst: true },
}

defineFrameMethods({
  orderBy,
  sort: orderBy,
  limit(this: FrameCore, count: number): FrameCore {
    return derive(this, limit(this.plan, count))
  },
})
