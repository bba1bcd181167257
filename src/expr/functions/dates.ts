import type { IntVector, Vector } from '../../batch/vector'
import { constantVector } from '../../batch/constant'
import { civilFromDays, daysFromCivil, daysInMonth, weekdayOf, type CivilDate } from '../../core/civil'
import { DATE, DOUBLE, INT, isSmallWhole, TIMESTAMP, typeName, type DataType } from '../../core/data-type'
import { defineError } from '../../core/errors'
import { LocalDate } from '../../core/instant'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Ast, type Column } from '../column'
import { overflowIn } from '../errors'
import { coerce } from '../kernels/coerce'
import { daysOf } from '../kernels/days'
import { doubleVector, intVector, isValid, nullsOf } from '../kernels/vectors'
import { anyNull, register, TypeMismatch, type EvalCall, type ScalarFunction } from '../registry'
import { implicitCast } from '../unasked-cast'
import type { Takes } from '../type-rules'
import type { IntOrColumn } from './strings'
import { daysOfText } from './time'
import { requireTime } from './time-parts'

const IllegalWeekday = defineError({ code: 'ILLEGAL_DAY_OF_WEEK', fault: 'user' })
const NoSuchDate = defineError({ code: 'DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION', fault: 'user' })

declare module '../ops' {
  interface Ops<S, R> {
    dateSub: Takes<S, 'dateSub', R, ['a STRING, a TIMESTAMP or a DATE', 'a whole number'], 'DATE'>
    addMonths: Takes<S, 'addMonths', R, ['a STRING, a TIMESTAMP or a DATE', 'a whole number'], 'DATE'>
    monthsBetween: Takes<S, 'monthsBetween', R, ['a STRING, a TIMESTAMP or a DATE'], 'DOUBLE'>
    lastDay: Takes<S, 'lastDay', R, ['a STRING, a TIMESTAMP or a DATE'], 'DATE'>
    nextDay: Takes<S, 'nextDay', R, ['a STRING, a TIMESTAMP or a DATE'], 'DATE'>
    trunc: Takes<S, 'trunc', R, ['a STRING, a TIMESTAMP or a DATE'], 'DATE'>
    weekOfYear: Takes<S, 'weekOfYear', R, ['a STRING, a TIMESTAMP or a DATE'], 'INT'>
    weekday: Takes<S, 'weekday', R, ['a STRING, a TIMESTAMP or a DATE'], 'INT'>
    unixDate: Takes<S, 'unixDate', R, ['a STRING, a TIMESTAMP or a DATE'], 'INT'>
    dateFromUnixDate: Takes<S, 'dateFromUnixDate', R, ['a whole number'], 'DATE'>
    makeDate: Takes<S, 'makeDate', R, ['a whole number'], 'DATE'>
    currentDate: 'DATE'
  }
}

/**
 * The day so many days earlier. Spark: `date_sub`.
 *
 * @example
 * dateSub('timestamp', 7)
 */
export function dateSub<const C extends ColumnOrName, const N extends IntOrColumn>(column: C, days: N): Column<['dateSub', AstOf<C>, Ast<N>]> {
  return makeCall('dateSub', [argument(column), days])
}

/**
 * The day so many months later, or the last one of that month where it is shorter. Spark: `add_months`.
 *
 * @example
 * addMonths('timestamp', 1)
 */
export function addMonths<const C extends ColumnOrName, const N extends IntOrColumn>(column: C, months: N): Column<['addMonths', AstOf<C>, Ast<N>]> {
  return makeCall('addMonths', [argument(column), months])
}

/**
 * How many months lie between, whole where both are the same day of a month or its last, else in parts of 31 days. Spark:
 * `months_between`, with the end first.
 *
 * @param rounded to eight digits; default true
 * @example
 * monthsBetween(currentTimestamp(), 'timestamp')
 */
export function monthsBetween<const E extends ColumnOrName, const B extends ColumnOrName>(end: E, start: B, rounded = true): Column<['monthsBetween', AstOf<E>, AstOf<B>]> {
  return makeCall('monthsBetween', [argument(end), argument(start)], { rounded })
}

/**
 * The last day of the month. Spark: `last_day`.
 *
 * @example
 * lastDay('timestamp')
 */
export function lastDay<const C extends ColumnOrName>(column: C): Column<['lastDay', AstOf<C>]> {
  return makeCall('lastDay', [argument(column)])
}

/**
 * The first day after it that is that day of the week: `'Mon'`, `'Monday'` or `'Mo'`. Spark: `next_day`.
 *
 * @throws ILLEGAL_DAY_OF_WEEK
 * @example
 * nextDay('timestamp', 'Mon')
 */
export function nextDay<const C extends ColumnOrName>(column: C, weekday: string): Column<['nextDay', AstOf<C>]> {
  return makeCall('nextDay', [argument(column)], { weekday })
}

/**
 * The first day of the `'year'`, `'quarter'`, `'month'` or `'week'`; null for any other unit. A TIMESTAMP keeps its kind with
 * `dateTrunc`. Spark: `trunc`.
 *
 * @example
 * trunc('timestamp', 'month')
 */
export function trunc<const C extends ColumnOrName>(column: C, unit: string): Column<['trunc', AstOf<C>]> {
  return makeCall('trunc', [argument(column)], { unit })
}

/**
 * The week of the year by ISO 8601, from 1. Spark: `weekofyear`.
 *
 * @example
 * weekOfYear('timestamp')
 */
export function weekOfYear<const C extends ColumnOrName>(column: C): Column<['weekOfYear', AstOf<C>]> {
  return makeCall('weekOfYear', [argument(column)])
}

/**
 * The day of the week, 0 = Monday. Spark: `weekday`.
 *
 * @example
 * weekday('timestamp')
 */
export function weekday<const C extends ColumnOrName>(column: C): Column<['weekday', AstOf<C>]> {
  return makeCall('weekday', [argument(column)])
}

/**
 * Days since 1970-01-01. Spark: `unix_date`.
 *
 * @example
 * unixDate(toDate('timestamp'))
 */
export function unixDate<const C extends ColumnOrName>(column: C): Column<['unixDate', AstOf<C>]> {
  return makeCall('unixDate', [argument(column)])
}

/**
 * The day so many days after 1970-01-01. Spark: `date_from_unix_date`.
 *
 * @example
 * dateFromUnixDate('n')
 */
export function dateFromUnixDate<const C extends ColumnOrName>(column: C): Column<['dateFromUnixDate', AstOf<C>]> {
  return makeCall('dateFromUnixDate', [argument(column)])
}

/**
 * The day of a year, a month and a day of it. Spark: `make_date`.
 *
 * @throws DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION for a day that there is not
 * @example
 * makeDate(lit(2024), lit(2), 'n')
 */
export function makeDate<const Y extends ColumnOrName, const M extends ColumnOrName, const D extends ColumnOrName>(year: Y, month: M, day: D): Column<['makeDate', AstOf<Y>, AstOf<M>, AstOf<D>]> {
  return makeCall('makeDate', [argument(year), argument(month), argument(day)])
}

/**
 * Today in UTC, the same in every row of a batch. Spark: `current_date`.
 *
 * @example
 * currentDate()
 */
export function currentDate(): Column<['currentDate']> {
  return makeCall('currentDate', [])
}

/** A whole number a row of a day and whole numbers beside it; null makes the row null, and so does null. */
function ofDays(name: string, spark: string, type: DataType, to: (day: number, more: number, options: EvalCall['options']) => number | null, more: Partial<ScalarFunction> = {}): ScalarFunction {
  const overflow = overflowIn(name)
  return {
    is: 'scalar', name, spark, takes: ([of, ...others]) => [implicitCast(of, DATE), ...others.map(other => (name === 'dateSub' ? daysOfText(other) : implicitCast(other, INT)))],
    resultType: ([of, ...others]) => {
      requireTime(name, of)
      for (const other of others) {
        if (!isSmallWhole(other) && other.kind !== 'null') throw new TypeMismatch(`${name} needs an INT, and this is ${typeName(other)}`, { hint: "Cast it with .cast('INT')." })
      }
      return type
    },
    evaluate: (args, { rows, options }) => {
      if (args.some(arg => arg.kind === 'null')) return nullsOf(type, rows)
      const days = (coerce(args[0], DATE) as IntVector).values
      const numbers = args.length > 1 ? (coerce(args[1], INT) as IntVector).values : days
      const values = new Int32Array(rows)
      const validity = anyNull(args, rows)?.slice() ?? new Uint8Array(rows).fill(1)
      for (let i = 0; i < rows; i++) {
        if (validity[i] === 0) continue
        const value = to(days[i], numbers[i], options)
        if (value === null) validity[i] = 0
        else if (value !== (value | 0)) overflow()
        else values[i] = value
      }
      return intVector(values, validity, type)
    },
    ...more,
  }
}

function monthsLater(day: number, months: number): number {
  const from = civilFromDays(day)
  const month = from.year * 12 + from.month - 1 + months
  const [year, inYear] = [Math.floor(month / 12), ((month % 12) + 12) % 12 + 1]
  return daysFromCivil(year, inYear, Math.min(from.day, daysInMonth(year, inYear)))
}

const isLast = ({ year, month, day }: CivilDate): boolean => day === daysInMonth(year, month)

const monthsBetweenFunction: ScalarFunction = {
  is: 'scalar', name: 'monthsBetween', spark: 'months_between', takes: types => types.map(type => implicitCast(type, TIMESTAMP)),
  resultType: types => {
    for (const type of types) requireTime('monthsBetween', type)
    return DOUBLE
  },
  sql: ([end, start], { rounded }) => `months_between(${end}, ${start}, ${String(rounded)})`,
  evaluate: (args, { rows, options }) => {
    const [end, start] = args.map(daysOf)
    const validity = anyNull(args, rows)
    const values = new Float64Array(rows)
    for (let i = 0; i < rows; i++) if (isValid(validity, i)) values[i] = months(end.days[i], end.micros[i], start.days[i], start.micros[i], options.rounded as boolean)
    return doubleVector(values, validity)
  },
}

const MONTH_SECONDS = 31 * 86_400

function months(endDay: number, endMicros: number, startDay: number, startMicros: number, rounded: boolean): number {
  const [end, start] = [civilFromDays(endDay), civilFromDays(startDay)]
  const whole = (end.year - start.year) * 12 + end.month - start.month
  if (end.day === start.day || (isLast(end) && isLast(start))) return whole
  const seconds = (end.day - start.day) * 86_400 + Math.floor(endMicros / 1e6) - Math.floor(startMicros / 1e6)
  const all = whole + seconds / MONTH_SECONDS
  return rounded ? Math.round(all * 1e8) / 1e8 : all
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function nextWeekday(day: number, name: string): number {
  const at = WEEKDAYS.findIndex(one => [one, one.slice(0, 3), one.slice(0, 2)].includes(name.trim().toLowerCase()))
  if (at < 0) throw new IllegalWeekday('nextDay knows no such day of the week', { hint: "Write it as 'Mon' or 'Monday'." })
  return day + 7 - ((weekdayOf(day) - at + 7) % 7)
}

function firstDay(day: number, unit: string): number | null {
  const { year, month } = civilFromDays(day)
  switch (unit.toLowerCase()) {
    case 'year': case 'yyyy': case 'yy': return daysFromCivil(year, 1, 1)
    case 'quarter': return daysFromCivil(year, month - ((month - 1) % 3), 1)
    case 'month': case 'mm': case 'mon': return daysFromCivil(year, month, 1)
    case 'week': return day - weekdayOf(day)
    default: return null
  }
}

/** The week that the Thursday of the same week falls into. */
function isoWeek(day: number): number {
  const thursday = day - weekdayOf(day) + 3
  return Math.floor((thursday - daysFromCivil(civilFromDays(thursday).year, 1, 1)) / 7) + 1
}

function dateOf(args: readonly Vector[], rows: number): Vector {
  if (args.some(arg => arg.kind === 'null')) return nullsOf(DATE, rows)
  const [year, month, day] = args.map(arg => (coerce(arg, INT) as IntVector).values)
  const validity = anyNull(args, rows)
  const values = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    if (!isValid(validity, i)) continue
    if (month[i] < 1 || month[i] > 12 || day[i] < 1 || day[i] > daysInMonth(year[i], month[i])) {
      throw new NoSuchDate('makeDate: a row says a day that there is not', { hint: 'Keep such rows out with where, or read text with toDate.' })
    }
    values[i] = daysFromCivil(year[i], month[i], day[i])
  }
  return intVector(values, validity, DATE)
}

function wholeNumbers(name: string, types: readonly DataType[], result: DataType): DataType {
  for (const type of types) {
    if (!isSmallWhole(type) && type.kind !== 'null') throw new TypeMismatch(`${name} needs INTs, and this is ${typeName(type)}`, { hint: "Cast it with .cast('INT')." })
  }
  return result
}

register(
  ofDays('dateSub', 'date_sub', DATE, (day, fewer) => day - fewer),
  ofDays('addMonths', 'add_months', DATE, monthsLater),
  monthsBetweenFunction,
  ofDays('lastDay', 'last_day', DATE, day => {
    const { year, month } = civilFromDays(day)
    return daysFromCivil(year, month, daysInMonth(year, month))
  }),
  ofDays('nextDay', 'next_day', DATE, (day, _, { weekday: name }) => nextWeekday(day, name as string), { sql: ([of], { weekday: name }) => `next_day(${of}, ${String(name)})` }),
  ofDays('trunc', 'trunc', DATE, (day, _, { unit }) => firstDay(day, unit as string), { nullable: () => true, sql: ([of], { unit }) => `trunc(${of}, ${String(unit)})` }),
  ofDays('weekOfYear', 'weekofyear', INT, isoWeek),
  ofDays('weekday', 'weekday', INT, weekdayOf),
  ofDays('unixDate', 'unix_date', INT, day => day),
  {
    is: 'scalar', name: 'dateFromUnixDate', spark: 'date_from_unix_date',
    resultType: types => wholeNumbers('dateFromUnixDate', types, DATE),
    evaluate: ([of], { rows }) => (of.kind === 'int' ? intVector(of.values, of.validity, DATE) : nullsOf(DATE, rows)),
  },
  {
    is: 'scalar', name: 'makeDate', spark: 'make_date',
    resultType: types => wholeNumbers('makeDate', types, DATE),
    evaluate: (args, { rows }) => dateOf(args, rows),
  },
  {
    is: 'scalar', name: 'currentDate', spark: 'current_date',
    resultType: () => DATE,
    nullable: () => false,
    evaluate: (_, { rows, context }) => constantVector(DATE, new LocalDate(Math.floor(context.batchTimeMs / 86_400_000)), rows),
  },
)
