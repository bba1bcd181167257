import { DATE, INT, isTimestamp, STRING, TIMESTAMP, typeName, type DataType } from '../../core/data-type'
import { daysFromCivil } from '../../core/civil'
import type { Refused } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Ast, type Column } from '../column'
import { castMakesNull } from '../kernels/cast-nulls'
import { calendar, daysOf, timestampsOf } from '../kernels/days'
import { formatDate } from '../kernels/format-date'
import { textOfRows } from '../kernels/map-text'
import { truncated, truncUnit } from '../kernels/truncate'
import { intVector, isValid, nullsOf } from '../kernels/vectors'
import { register, TypeMismatch, type LazyFunction, type ScalarFunction } from '../registry'
import { implicitCast } from '../unasked-cast'
import type { Takes } from '../type-rules'

type Part<S, Name extends string, R> = Takes<S, Name, R, ['a STRING, a TIMESTAMP or a DATE'], 'INT'>

declare module '../ops' {
  interface Ops<S, R> {
    year: Part<S, 'year', R>
    quarter: Part<S, 'quarter', R>
    month: Part<S, 'month', R>
    dayOfMonth: Part<S, 'dayOfMonth', R>
    dayOfWeek: Part<S, 'dayOfWeek', R>
    dayOfYear: Part<S, 'dayOfYear', R>
    hour: Part<S, 'hour', R>
    minute: Part<S, 'minute', R>
    second: Part<S, 'second', R>
    dateTrunc: R extends readonly [unknown, infer A] ? Takes<S, 'dateTrunc', [A], ['a STRING, a TIMESTAMP or a DATE'], 'TIMESTAMP'> : never
    dateFormat: R extends readonly [infer A, unknown] ? Takes<S, 'dateFormat', [A], ['a STRING, a TIMESTAMP or a DATE'], 'STRING'> : never
  }
}

/** What `dateTrunc` cuts to. */
export type TruncUnit =
  | 'year' | 'yyyy' | 'yy' | 'quarter' | 'month' | 'mon' | 'mm' | 'week' | 'day' | 'dd'
  | 'hour' | 'minute' | 'second' | 'millisecond' | 'microsecond'

type CheckUnit<U> = string extends U ? unknown : U extends TruncUnit | Uppercase<TruncUnit> ? unknown : Refused<`'${U & string}' is no unit of time`, TruncUnit>

/**
 * The year. In UTC, as all parts of a time are. Spark: `year`.
 *
 * @example
 * year('timestamp')
 */
export function year<const C extends ColumnOrName>(column: C): Column<['year', AstOf<C>]> {
  return makeCall('year', [argument(column)])
}

/**
 * The quarter of the year, 1 to 4. Spark: `quarter`.
 *
 * @example
 * quarter('timestamp')
 */
export function quarter<const C extends ColumnOrName>(column: C): Column<['quarter', AstOf<C>]> {
  return makeCall('quarter', [argument(column)])
}

/**
 * The month, 1 to 12. Spark: `month`.
 *
 * @example
 * month('timestamp')
 */
export function month<const C extends ColumnOrName>(column: C): Column<['month', AstOf<C>]> {
  return makeCall('month', [argument(column)])
}

/**
 * The day of the month, 1 to 31. Spark: `dayofmonth`, `day`.
 *
 * @example
 * dayOfMonth('timestamp')
 */
export function dayOfMonth<const C extends ColumnOrName>(column: C): Column<['dayOfMonth', AstOf<C>]> {
  return makeCall('dayOfMonth', [argument(column)])
}

/**
 * The day of the week: 1 is Sunday, 7 Saturday. Spark: `dayofweek`.
 *
 * @example
 * dayOfWeek('timestamp')
 */
export function dayOfWeek<const C extends ColumnOrName>(column: C): Column<['dayOfWeek', AstOf<C>]> {
  return makeCall('dayOfWeek', [argument(column)])
}

/**
 * The day of the year, 1 to 366. Spark: `dayofyear`.
 *
 * @example
 * dayOfYear('timestamp')
 */
export function dayOfYear<const C extends ColumnOrName>(column: C): Column<['dayOfYear', AstOf<C>]> {
  return makeCall('dayOfYear', [argument(column)])
}

/**
 * The hour, 0 to 23. Spark: `hour`.
 *
 * @example
 * hour('timestamp')
 */
export function hour<const C extends ColumnOrName>(column: C): Column<['hour', AstOf<C>]> {
  return makeCall('hour', [argument(column)])
}

/**
 * The minute, 0 to 59. Spark: `minute`.
 *
 * @example
 * minute('timestamp')
 */
export function minute<const C extends ColumnOrName>(column: C): Column<['minute', AstOf<C>]> {
  return makeCall('minute', [argument(column)])
}

/**
 * The second, 0 to 59. Spark: `second`.
 *
 * @example
 * second('timestamp')
 */
export function second<const C extends ColumnOrName>(column: C): Column<['second', AstOf<C>]> {
  return makeCall('second', [argument(column)])
}

/**
 * The start of the hour, day, week, … that a time lies in, as TIMESTAMP. Weeks start on Monday, days at midnight UTC.
 * Spark: `date_trunc`, with the unit first.
 *
 * @example
 * dateTrunc('hour', 'timestamp')
 */
export function dateTrunc<const U extends TruncUnit | (string & {}), const C extends ColumnOrName>(unit: U & CheckUnit<U>, column: C): Column<['dateTrunc', ['lit', 'STRING'], AstOf<C>]> {
  return makeCall('dateTrunc', [unit, argument(column)])
}

/**
 * A time as text by a pattern: `yyyy-MM-dd HH:mm:ss.SSS`, `EEE d MMM`, `h:mm a`; other text between single quotes.
 * In UTC, with English names. Spark: `date_format`.
 *
 * @throws INVALID_PATTERN
 * @example
 * dateFormat('timestamp', 'yyyy-MM-dd HH:mm')
 */
export function dateFormat<const C extends ColumnOrName, const F extends string>(column: C, pattern: F): Column<['dateFormat', AstOf<C>, Ast<F>]> {
  return makeCall('dateFormat', [argument(column), pattern])
}

/** TIMESTAMP and DATE as they are; a STRING is cast to `to`, as Spark does by itself. */
export function requireTime(name: string, of: DataType): void {
  if (isTimestamp(of) || of.kind === 'date' || of.kind === 'string' || of.kind === 'null') return
  throw new TypeMismatch(`${name} needs a TIMESTAMP or a DATE, and this is ${typeName(of)}`, { hint: 'A number of seconds or milliseconds becomes one with timestampSeconds or timestampMillis.' })
}

function part(name: string, spark: string, textAs: DataType, pick: () => (day: number, micros: number) => number): ScalarFunction {
  return {
    is: 'scalar', name, spark,
    // The day of a time is taken as it is: it has one.
    takes: ([of]) => [isTimestamp(of) ? null : implicitCast(of, textAs)],
    resultType: ([of]) => {
      requireTime(name, of)
      return INT
    },
    // As the cast that Spark takes it of.
    nullable: ([of], _, [type]) => of || castMakesNull(type, textAs),
    evaluate: ([of], { rows }) => {
      if (of.kind === 'null') return nullsOf(INT, rows)
      const { days, micros, validity } = daysOf(of)
      const values = new Int32Array(rows)
      const picked = pick()
      for (let i = 0; i < rows; i++) if (isValid(validity, i)) values[i] = picked(days[i], micros[i])
      return intVector(values, validity)
    },
  }
}

function datePart(name: string, spark: string, pick: (date: { year: number; month: number; day: number }, day: number) => number): ScalarFunction {
  return part(name, spark, DATE, () => {
    const date = calendar()
    return day => pick(date(day), day)
  })
}

/** Of a unit that there is not the time is not asked. */
const dateTruncFunction: LazyFunction = {
  is: 'lazy', name: 'dateTrunc', spark: 'date_trunc', takes: ([, of]) => [null, implicitCast(of, TIMESTAMP)],
  resultType: ([, of]) => {
    requireTime('dateTrunc', of)
    return TIMESTAMP
  },
  nullable: () => true,
  evaluate: ([units, times], batch, { rows, context }) => {
    const names = units.evaluate(batch, context)
    const unit = names.kind === 'string' && rows > 0 ? truncUnit(names.dictionary.value(names.codes[0])) : undefined
    if (unit === undefined) return nullsOf(TIMESTAMP, rows)
    const of = times.evaluate(batch, context)
    return of.kind === 'null' ? nullsOf(TIMESTAMP, rows) : timestampsOf(truncated(daysOf(of), unit), TIMESTAMP)
  },
}

const dateFormatFunction: ScalarFunction = {
  is: 'scalar', name: 'dateFormat', spark: 'date_format', takes: ([of]) => [implicitCast(of, TIMESTAMP), null],
  resultType: ([of]) => {
    requireTime('dateFormat', of)
    return STRING
  },
  evaluate: ([of, patterns], { rows }) => {
    if (of.kind === 'null' || patterns.kind !== 'string') return nullsOf(STRING, rows)
    const { days, micros, validity } = daysOf(of)
    const known = patterns.dictionary.size === 1 ? new Map<number, string>() : null
    return textOfRows(rows, validity, row => {
      const pattern = patterns.dictionary.value(patterns.codes[row])
      // Events mostly come with whole seconds, many of them in the same one.
      const second = micros[row] % 1e6 === 0 ? days[row] * 86_400 + micros[row] / 1e6 : NaN
      const seen = known?.get(second)
      if (seen !== undefined) return seen
      const text = formatDate(days[row], micros[row], pattern)
      if (known !== null && second === second) known.set(second, text)
      return text
    })
  },
}

register(
  datePart('year', 'year', date => date.year),
  datePart('quarter', 'quarter', date => Math.ceil(date.month / 3)),
  datePart('month', 'month', date => date.month),
  datePart('dayOfMonth', 'dayofmonth', date => date.day),
  datePart('dayOfYear', 'dayofyear', (date, day) => day - daysFromCivil(date.year, 1, 1) + 1),
  part('dayOfWeek', 'dayofweek', DATE, () => day => (((day + 4) % 7) + 7) % 7 + 1),
  part('hour', 'hour', TIMESTAMP, () => (_, micros) => Math.floor(micros / 3600e6)),
  part('minute', 'minute', TIMESTAMP, () => (_, micros) => Math.floor(micros / 60e6) % 60),
  part('second', 'second', TIMESTAMP, () => (_, micros) => Math.floor(micros / 1e6) % 60),
  dateTruncFunction, dateFormatFunction,
)
