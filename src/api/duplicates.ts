import type { Refused } from '../core/schema-types'
import { deduplicate } from '../plan/nodes/deduplicate'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { CheckName, Text } from './items'
import type { Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * Each row once. On a stream every row is remembered: until the watermark passes its event time, or without one for
     * ever. Spark: `distinct`.
     *
     * @example
     * frame.select('user').distinct()
     */
    distinct(): Frame<S, I>

    /**
     * The first row of each combination of these columns, by default of all of them; null is a value like any other. On a
     * stream the combinations are remembered, until the watermark passes them where its column is one of these, else for
     * ever; rows that come too late for the watermark are dropped. Names stand one by one or in a list. Spark:
     * `dropDuplicates`.
     *
     * @throws _LEGACY_ERROR_TEMP_1201 naming the nearest, UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE
     * @example
     * frame.dropDuplicates('user')
     */
    dropDuplicates<const Ns extends readonly Names<S>[]>(...columns: { [K in keyof Ns]: CheckNames<S, Ns[K]> }): Frame<S, I>

    /**
     * As `dropDuplicates` on a stream, for events that are sent again under another time: a combination is remembered as
     * long as the watermark's delay lasts, whether or not the time is one of the columns. Spark:
     * `dropDuplicatesWithinWatermark`.
     *
     * @throws _LEGACY_ERROR_TEMP_3102 on a batch, and at `start` without a watermark
     * @example
     * stream.withWatermark('timestamp', '10 minutes').dropDuplicatesWithinWatermark('user')
     */
    dropDuplicatesWithinWatermark<const Ns extends readonly Names<S>[]>(
      this: CheckWatermark<I>,
      ...columns: { [K in keyof Ns]: CheckNames<S, Ns[K]> }
    ): Frame<S, I>
  }
}

/** A column's name, or names in a list, as PySpark takes them. */
type Names<S> = Name<S> | readonly Name<S>[]
type Name<S> = (keyof S & string) | Text
type CheckNames<S, N extends Names<S>> =
  N extends string ? N & CheckName<S, N> : { readonly [K in keyof N]: N[K] & CheckName<S, Extract<N[K], string>> }

type CheckWatermark<I extends Traits> =
  I['mode'] extends 'batch' ? Refused<'dropDuplicatesWithinWatermark is for streams; on a batch use dropDuplicates'>
    : [I['watermark']] extends [never] ? Refused<'dropDuplicatesWithinWatermark needs withWatermark before it'>
      : unknown

defineFrameMethods({
  distinct(this: FrameCore): FrameCore {
    return derive(this, deduplicate(this.plan, []))
  },
  dropDuplicates(this: FrameCore, ...columns: (string | readonly string[])[]): FrameCore {
    return derive(this, deduplicate(this.plan, columns.flat()))
  },
  dropDuplicatesWithinWatermark(this: FrameCore, ...columns: (string | readonly string[])[]): FrameCore {
    return derive(this, deduplicate(this.plan, columns.flat(), true))
  },
})
