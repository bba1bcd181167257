import { InvalidDuration, parseInterval } from '../../core/duration'
import { DayTimeInterval, DAY_TIME_UNITS, fieldsOf, YearMonthInterval, YEAR_MONTH_UNITS, type DayTimeFields, type YearMonthFields } from '../../core/interval'
import { lit, type Column } from '../column'

/** The name of the type that a text of a span says; not known where the text is not. */
type SpanOf<T extends string> =
  string extends T ? unknown
    : Lowercase<T> extends `${string}${'month' | 'year'}${string}` ? 'INTERVAL YEAR TO MONTH'
      : Lowercase<T> extends `${string}${'hour' | 'minute' | 'second'}${string}` ? 'INTERVAL DAY TO SECOND' : 'INTERVAL DAY'

/**
 * A span of time as a column: `col('paid').leq(col('seen').plus(interval('10 minutes')))`. Its type has the units that are
 * said: `'1 day'` is an INTERVAL DAY, `'1 day 2 hours'` an INTERVAL DAY TO HOUR, `'10 minutes'` an INTERVAL MINUTE, `'1 year'`
 * an INTERVAL YEAR; weeks are days. Spark: `INTERVAL '10' MINUTE`, `expr('interval 10 minutes')`.
 *
 * @throws INVALID_DURATION, also where months and days stand together: a month has no fixed length
 * @example
 * col('timestamp').plus(interval('10 minutes'))
 */
export function interval<const T extends string>(text: T): Column<['lit', SpanOf<T>]> {
  const { months, micros } = parseInterval(text)
  const units = (text.toLowerCase().match(/[a-z]+/g) ?? []).filter(word => word !== 'interval').map(word => unitOf(word.replace(/s$/, '')))
  const ofMonths = units.filter(unit => YEAR_MONTH_UNITS.some(one => one === unit))
  if (ofMonths.length > 0 && ofMonths.length < units.length) {
    throw new InvalidDuration(`'${text}' counts both months and days, and a month has no fixed length`, { hint: "Add one after the other: .plus(interval('1 month')).plus(interval('2 days')).", details: { text } })
  }
  const value = ofMonths.length > 0
    ? new YearMonthInterval(months, spanned(YEAR_MONTH_UNITS, units) as YearMonthFields)
    : new DayTimeInterval(BigInt(micros), spanned(DAY_TIME_UNITS, units) as DayTimeFields)
  return lit(value) as unknown as Column<['lit', SpanOf<T>]>
}

function unitOf(word: string): string {
  return word === 'week' ? 'DAY' : word === 'millisecond' || word === 'microsecond' ? 'SECOND' : word.toUpperCase()
}

function spanned(all: readonly string[], said: readonly string[]): string {
  const places = said.map(unit => all.indexOf(unit))
  return fieldsOf(all, { start: Math.min(...places), end: Math.max(...places) })
}
