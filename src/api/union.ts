import { union } from '../plan/nodes/union'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { Batch, Shape, Stream, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The rows of both frames; columns are paired by position, and their types must be the same. Duplicates stay.
     * Spark: `union`.
     *
     * @throws INCOMPATIBLE_COLUMN_TYPE naming the pair
     * @example
     * frame.union(frame).where(col('user').eq('ada'))
     */
    union<J extends Traits>(other: Frame<S, J>): Frame<S, United<I, J>>
  }
}

/** A stream on either side makes a stream; a column keeps its watermark where either side has one on it. */
type United<I extends Traits, J extends Traits> =
  'stream' extends I['mode'] | J['mode']
    ? Stream<I['watermark'] | J['watermark'], UnitedShape<I['shape'], J['shape']>>
    : Batch<I['watermark'] | J['watermark']>
type UnitedShape<A extends Shape, B extends Shape> = A extends 'rows' ? B : A

defineFrameMethods({
  union(this: FrameCore, other: FrameCore): FrameCore {
    return derive(this, union(this.plan, other.plan))
  },
})
