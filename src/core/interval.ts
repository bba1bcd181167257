/** The units that a DAY-TIME interval counts in, greatest first; a YEAR-MONTH interval counts in years and months. */
export type DayTimeUnit = 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND'
export type YearMonthUnit = 'YEAR' | 'MONTH'

/** From which unit to which an interval is written: `DAY TO SECOND`, `HOUR`. */
export type DayTimeFields = DayTimeUnit | 'DAY TO HOUR' | 'DAY TO MINUTE' | 'DAY TO SECOND' | 'HOUR TO MINUTE' | 'HOUR TO SECOND' | 'MINUTE TO SECOND'
export type YearMonthFields = YearMonthUnit | 'YEAR TO MONTH'

export const DAY_TIME_UNITS: readonly DayTimeUnit[] = ['DAY', 'HOUR', 'MINUTE', 'SECOND']
export const YEAR_MONTH_UNITS: readonly YearMonthUnit[] = ['YEAR', 'MONTH']

/** Microseconds of each unit, by its place. */
export const MICROS_OF_UNIT = [86_400_000_000n, 3_600_000_000n, 60_000_000n, 1_000_000n] as const

/** The first and the last unit by their places: 0 is DAY or YEAR. */
export interface Span { readonly start: number; readonly end: number }

export function fieldsOf(units: readonly string[], { start, end }: Span): string {
  return start === end ? units[start] : `${units[start]} TO ${units[end]}`
}

/** `HOUR TO SECOND` as places; null where those are no units, or not in order. */
export function spanOf(units: readonly string[], fields: string): Span | null {
  const [first, last = first] = fields.toUpperCase().split(' TO ')
  const [start, end] = [units.indexOf(first), units.indexOf(last)]
  return start < 0 || end < start || (start === end && fields.includes(' ')) ? null : { start, end }
}

/**
 * A span of time as rows hold it: an INTERVAL DAY TO SECOND, or of fewer units. Whole microseconds, negative ones too; a day
 * is 24 hours.
 *
 * @example
 * new DayTimeInterval(93_784_500_000n).toString() // "INTERVAL '1 02:03:04.5' DAY TO SECOND"
 */
export class DayTimeInterval {
  constructor(readonly micros: bigint, readonly fields: DayTimeFields = 'DAY TO SECOND') {}

  /** Milliseconds, floored. */
  get millis(): number {
    return Number(this.micros / 1000n - (this.micros % 1000n < 0n ? 1n : 0n))
  }

  /** As Spark writes it: `INTERVAL '1 02:03:04.5' DAY TO SECOND`. */
  toString(): string {
    return dayTimeText(this.micros, spanOf(DAY_TIME_UNITS, this.fields)!)
  }

  toJSON(): string {
    return this.toString()
  }

  valueOf(): number {
    return this.millis
  }
}

/**
 * A span of the calendar as rows hold it: an INTERVAL YEAR TO MONTH, YEAR or MONTH. Whole months, negative ones too.
 *
 * @example
 * new YearMonthInterval(14).toString() // "INTERVAL '1-2' YEAR TO MONTH"
 */
export class YearMonthInterval {
  constructor(readonly months: number, readonly fields: YearMonthFields = 'YEAR TO MONTH') {}

  /** As Spark writes it: `INTERVAL '1-2' YEAR TO MONTH`. */
  toString(): string {
    return yearMonthText(this.months, spanOf(YEAR_MONTH_UNITS, this.fields)!)
  }

  toJSON(): string {
    return this.toString()
  }

  valueOf(): number {
    return this.months
  }
}

const two = (of: bigint): string => String(of).padStart(2, '0')

/** Spark's text of a DAY-TIME interval: the first unit takes all, the others two digits. */
export function dayTimeText(micros: bigint, span: Span): string {
  let rest = micros < 0n ? -micros : micros
  let text = ''
  for (let unit = span.start; unit <= span.end; unit++) {
    const size = MICROS_OF_UNIT[unit]
    const count = rest / size
    rest -= count * size
    text += `${unit === span.start ? '' : unit === 1 ? ' ' : ':'}${unit === 0 ? count : two(count)}`
    if (unit === 3 && rest > 0n) text += `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`
  }
  return `INTERVAL '${micros < 0n ? '-' : ''}${text}' ${fieldsOf(DAY_TIME_UNITS, span)}`
}

/** Spark's text of a YEAR-MONTH interval. */
export function yearMonthText(months: number, span: Span): string {
  const size = Math.abs(months)
  const text = span.start === 1 ? `${size}` : `${Math.floor(size / 12)}${span.end === 1 ? `-${size % 12}` : ''}`
  return `INTERVAL '${months < 0 ? '-' : ''}${text}' ${fieldsOf(YEAR_MONTH_UNITS, span)}`
}
