import type { Err, NameOf, Refused, Said } from '../core/schema-types'
import type { Val } from '../expr/ops'
import { filter } from '../plan/nodes/filter'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { AstOf, Item } from './items'
import type { Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The rows for which the condition is true; false and null go. Spark: `where`, `filter`.
     *
     * @throws DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN
     * @example
     * frame.where(col('n').gt(1))
     */
    where<C extends Item>(condition: C & CheckCondition<S, AstOf<C>>): Frame<S, I>

    /**
     * The same as `where`.
     *
     * @example
     * frame.filter(col('user').isNotNull())
     */
    filter<C extends Item>(condition: C & CheckCondition<S, AstOf<C>>): Frame<S, I>
  }
}

type CheckCondition<S, A> =
  Val<S, A> extends infer V
    ? V extends 'BOOLEAN' ? unknown
      : V extends Err<infer M> ? Said<M>
        : unknown extends V ? unknown : Refused<`a condition is BOOLEAN, and this is ${NameOf<V>}`>
    : never

function where(this: FrameCore, condition: Item): FrameCore {
  return derive(this, filter(this.plan, condition.expr))
}

defineFrameMethods({ where, filter: where })
