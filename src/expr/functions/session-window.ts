import { civilFromDays, daysFromCivil, daysInMonth } from '../../core/civil'
import { InvalidDuration, parseInterval, type Interval } from '../../core/duration'
import { isTimestamp, TIMESTAMP, typeName, windowOver } from '../../core/data-type'
import { isTidemarkError } from '../../core/errors'
import type { Err, NameOf } from '../../core/schema-types'
import type { LongVector, Vector } from '../../batch/vector'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type AnyColumn, type Ast, type Column } from '../column'
import { longVector } from '../kernels/vectors'
import { windowVector } from '../kernels/windows'
import type { Val } from '../ops'
import { register, TypeMismatch } from '../registry'
import type { Called } from '../type-rules'
import type { WindowNtzStruct, WindowStruct } from './window'

declare module '../ops' {
  interface Ops<S, R> {
    sessionWindow: R extends readonly [infer A, infer G]
      ? Val<S, A> extends infer V
        ? V extends Err<unknown> ? unknown extends V ? SessionOf<S, G> : V
          : unknown extends V ? SessionOf<S, G>
            : V extends 'TIMESTAMP' ? SessionOf<S, G> : V extends 'TIMESTAMP_NTZ' ? SessionOf<S, G, WindowNtzStruct> : Err<`sessionWindow needs a TIMESTAMP column, and ${Called<A>} is ${NameOf<V>}`>
        : never
      : never
  }
}
type SessionOf<S, G, Window = WindowStruct> =
  Val<S, G> extends infer V
    ? unknown extends V ? Window
      : V extends Err<unknown> ? V
        : V extends 'STRING' ? Window : Err<`a session's gap is a duration in words, such as '10 minutes', and ${Called<G>} is ${NameOf<V>}`>
    : never

/**
 * Sessions: rows that follow each other with less than `gap` between them, as a struct of `start` (the first row's time)
 * and `end` (the last one's, and `gap`). A row exactly `gap` after the last still belongs to it. With a column as gap each
 * row says how long after it the session goes on; a row whose gap is null, no duration or not above zero is in none, and
 * neither is a row without a time. As in Spark, a `where` behind it on the session's start or end picks rows before they make
 * sessions; filter in a second frame, or compare an aggregate. A key of `groupBy`; on a stream it needs another key beside it, and `append` or
 * `complete`. The column is called `session_window`. Spark: `session_window`.
 *
 * @param gap such as `'10 minutes'`, or a STRING column of such texts
 * @throws INVALID_DURATION
 * @example
 * sessionWindow('timestamp', '10 minutes')
 */
export function sessionWindow<const C extends ColumnOrName, const G extends string | AnyColumn>(
  column: C, gap: G,
): Column<['sessionWindow', AstOf<C>, G extends string ? ['lit', 'STRING'] : Ast<G>]> {
  if (typeof gap === 'string') parseInterval(gap)
  return makeCall('sessionWindow', [argument(column), gap])
}

register({
  is: 'scalar', name: 'sessionWindow', spark: 'session_window',
  resultType: ([time, gap]) => {
    if (!isTimestamp(time) && time.kind !== 'null') {
      throw new TypeMismatch(`sessionWindow needs a TIMESTAMP column, and this is ${typeName(time)}`, { hint: "Cast it first: .cast('TIMESTAMP')." })
    }
    if (gap.kind !== 'string' && gap.kind !== 'null') {
      throw new TypeMismatch(`a session's gap is a duration in words, and this is ${typeName(gap)}`, { hint: "Write it as '10 minutes', or make such a text: concat('minutes', ' minutes')." })
    }
    return windowOver(time)
  },
  evaluate: ([time, gap], { rows }) => windowVector(sessionsOf(time, gap, rows), rows),
})

/** Each row's own session, null where it starts none. */
function sessionsOf(time: Vector, gap: Vector, rows: number): { readonly rows: null; readonly starts: LongVector; readonly ends: LongVector } {
  const starts = new BigInt64Array(rows)
  const ends = new BigInt64Array(rows)
  const validity = new Uint8Array(rows)
  const type = time.kind === 'long' ? time.type : TIMESTAMP
  if (time.kind === 'long' && gap.kind === 'string') {
    const known: (Interval | null | undefined)[] = []
    for (let i = 0; i < rows; i++) {
      if (time.validity?.[i] === 0 || gap.validity?.[i] === 0) continue
      const code = gap.codes[i]
      if (known[code] === undefined) known[code] = intervalOf(gap.dictionary.value(code))
      const span = known[code]
      const start = time.values[i]
      const end = span === null ? start : after(start, span)
      if (end <= start) continue
      starts[i] = start
      ends[i] = end
      validity[i] = 1
    }
  }
  return { rows: null, starts: longVector(starts, validity, type), ends: longVector(ends, validity, type) }
}

/** A text that is no duration is null, as in Spark's cast to an interval. */
function intervalOf(text: string): Interval | null {
  try {
    return parseInterval(text)
  } catch (error) {
    if (isTidemarkError(error) && error instanceof InvalidDuration) return null
    throw error
  }
}

const DAY = 86_400_000_000n

/** Months by the calendar, the day cut to the month's last; then the rest. */
function after(time: bigint, { months, micros }: Interval): bigint {
  if (months === 0) return time + BigInt(micros)
  const into = ((time % DAY) + DAY) % DAY
  const { year, month, day } = civilFromDays(Number((time - into) / DAY))
  const all = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(all / 12), (((all % 12) + 12) % 12) + 1]
  return BigInt(daysFromCivil(y, m, Math.min(day, daysInMonth(y, m)))) * DAY + into + BigInt(micros)
}
