import type { LongVector } from '../../batch/vector'
import { formatDuration, parseDuration } from '../../core/duration'
import { isTimestamp, typeName, windowOver } from '../../core/data-type'
import { defineError, NotSupported } from '../../core/errors'
import type { Err, NameOf, StructOf } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { windowsOf, windowVector, type WindowSpec } from '../kernels/windows'
import type { Val } from '../ops'
import { register, TypeMismatch, type Options } from '../registry'
import type { Called } from '../type-rules'

/** The column a window adds. */
export type WindowStruct = StructOf<{ start: 'TIMESTAMP'; end: 'TIMESTAMP' }>
/** The same over a TIMESTAMP_NTZ. */
export type WindowNtzStruct = StructOf<{ start: 'TIMESTAMP_NTZ'; end: 'TIMESTAMP_NTZ' }>

declare module '../ops' {
  interface Ops<S, R> {
    window: R extends readonly [infer A]
      ? Val<S, A> extends infer V
        ? unknown extends V ? WindowStruct
          : V extends Err<unknown> ? V
            : V extends 'TIMESTAMP' | WindowStruct ? WindowStruct
              : V extends 'TIMESTAMP_NTZ' | WindowNtzStruct ? WindowNtzStruct : Err<`window needs a TIMESTAMP column, and ${Called<A>} is ${NameOf<V>}`>
        : never
      : never
  }
}

/**
 * The windows of time that a row's event time falls into, as a struct of `start` (in it) and `end` (no longer in it).
 * Without `slide` windows stand side by side and a row is in one; with a shorter `slide` they overlap, and a row counts
 * in each. Windows are aligned to 1970-01-01T00:00:00Z, whatever the zone; `startTime` shifts them: `'15 minutes'` makes
 * hours that begin at a quarter past. A window that an aggregate made can be grouped again, by its `windowTime`. Rows without a time are in no window. Spark: `window`.
 *
 * @param duration such as `'1 hour'`; months have no fixed length and are refused
 * @param slide how far apart windows begin; default: the duration
 * @param startTime default `'0 seconds'`; may be negative
 * @throws INVALID_DURATION, DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE of a length that is not above zero,
 *   DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION of a slide that is longer than the window, or a start that is not within one slide
 * @example
 * window('timestamp', '1 hour')
 */
export function window<const C extends ColumnOrName>(column: C, duration: string, slide = duration, startTime = '0 seconds'): Column<['window', AstOf<C>]> {
  return makeCall('window', [argument(column)], { ...windowSpec(duration, slide, startTime) })
}

const DurationOutOfRange = defineError({ code: 'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE', fault: 'user' })
const DurationsAtOdds = defineError({ code: 'DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION', fault: 'user' })

function windowSpec(duration: string, slide: string, startTime: string): WindowSpec {
  const windowMicros = parseDuration(duration).micros
  const slideMicros = parseDuration(slide).micros
  const startMicros = parseDuration(startTime).micros
  const refuse = (as: typeof DurationOutOfRange, why: string, hint: string): never => {
    throw new as(why, { hint, details: { duration, slide, startTime } })
  }
  if (windowMicros <= 0) refuse(DurationOutOfRange, `a window of ${duration} holds no time`, "Give it a length above zero, such as '1 hour'.")
  if (slideMicros <= 0) refuse(DurationOutOfRange, `windows that begin every ${slide} never get on`, 'Give a slide above zero, or leave it out.')
  if (slideMicros > windowMicros) refuse(DurationsAtOdds, `windows of ${duration} every ${slide} would leave gaps`, 'The slide may be as long as the window, not longer.')
  if (Math.abs(startMicros) >= slideMicros) refuse(DurationsAtOdds, `a start time of ${startTime} is not less than the slide of ${slide}`, 'Shift by less than one slide: windows repeat after it.')
  return { windowMicros, slideMicros, startMicros }
}

const optionsOf = (options: Options): WindowSpec => options as unknown as WindowSpec

register({
  is: 'scalar', name: 'window', spark: 'window',
  resultType: ([time]) => {
    if (!isTimestamp(time) && time.kind !== 'null') {
      throw new TypeMismatch(`window needs a TIMESTAMP column, and this is ${typeName(time)}`, { hint: "Cast it first: .cast('TIMESTAMP')." })
    }
    return windowOver(time)
  },
  sql: ([time], options) => {
    const { windowMicros, slideMicros, startMicros } = optionsOf(options)
    const more = startMicros !== 0 ? [slideMicros, startMicros] : slideMicros !== windowMicros ? [slideMicros] : []
    return `window(${[time, formatDuration(windowMicros), ...more.map(formatDuration)].join(', ')})`
  },
  evaluate: ([time], { rows, options }) => {
    const spec = optionsOf(options)
    if (spec.slideMicros !== spec.windowMicros) {
      throw new NotSupported('a sliding window gives several rows for one and cannot stand inside another expression', { hint: 'Use it as a key: groupBy(window(…)).' })
    }
    return windowVector(windowsOf(time as LongVector, spec, { everyRow: true }), rows)
  },
})
