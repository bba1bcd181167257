import type { Refused } from '../core/schema-types'

/**
 * What is known of a frame beside its columns, for the compiler: whether its rows keep coming, which columns carry a
 * watermark, and what shape of result it is. Refusals that Spark makes at `start()` are red underlines by these.
 */
export interface Traits {
  readonly mode: 'batch' | 'stream'
  /** Names of columns with a watermark; `never` = none. */
  readonly watermark: string
  readonly shape: Shape
}

/** `joined rows`: of two streams, which come out in append mode only. `closing aggregate`: a watermark closes its groups, so that append can emit them. `sessions`: groups that merge, which update cannot emit. */
export type Shape = 'rows' | 'joined rows' | 'aggregate' | 'closing aggregate' | 'sorted aggregate' | 'sessions' | 'closing sessions'

/** A frame over what is there now. */
export interface Batch<W extends string = never> extends Traits {
  readonly mode: 'batch'
  readonly watermark: W
  readonly shape: 'rows'
}

/** A frame whose rows keep coming. */
export interface Stream<W extends string = never, K extends Shape = 'rows'> extends Traits {
  readonly mode: 'stream'
  readonly watermark: W
  readonly shape: K
}

/** The same frame with another set of watermark columns. */
export type Marked<I extends Traits, W extends string> = I['mode'] extends 'stream' ? Stream<W, I['shape']> : Batch<W>

/** The same frame with another shape. */
export type Shaped<I extends Traits, K extends Shape> = I['mode'] extends 'stream' ? Stream<I['watermark'], K> : Batch<I['watermark']>

/** Laid over `this` where a method needs rows that end. */
export type NeedsBatch<I extends Traits, Method extends string> =
  I['mode'] extends 'stream'
    ? Refused<`${Method} needs rows that end, and a stream's do not; start it with writeStream, or display it`>
    : unknown

/** Laid over a frame where rows must keep coming. */
export type NeedsStream<I extends Traits> = I['mode'] extends 'batch' ? Refused<"prove compares streams, and this frame is a batch: read with spark.readStream"> : unknown
