import type { Err, Get, NameOf, Refused, Said } from '../core/schema-types'
import { withWatermark } from '../plan/nodes/with-watermark'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { Text } from './items'
import type { Marked, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * Says which column is the event time, and how late a row may come: windows over it close once an event has been
     * seen that is `delay` beyond their end. Write it before `groupBy`. On a batch frame it changes nothing.
     * Spark: `withWatermark`.
     *
     * @param delay such as `'10 minutes'`; zero is allowed
     * @throws EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE, INVALID_DURATION
     * @example
     * frame.withWatermark('timestamp', '10 minutes')
     */
    withWatermark<const C extends (keyof S & string) | Text>(
      column: C & ([Text] extends [C] ? unknown : CheckTime<Get<S, C>, C>),
      delay: string,
    ): Frame<S, Marked<I, I['watermark'] | C>>
  }
}

type CheckTime<T, C extends string> =
  T extends 'TIMESTAMP' ? unknown
    : T extends Err<infer M> ? Said<M>
      : unknown extends T ? unknown : Refused<`withWatermark needs a TIMESTAMP column, and '${C}' is ${NameOf<T>}`>

defineFrameMethods({
  withWatermark(this: FrameCore, column: string, delay: string): FrameCore {
    return derive(this, withWatermark(this.plan, column, delay))
  },
})
