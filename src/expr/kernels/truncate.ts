import { daysFromCivil, weekdayOf } from '../../core/civil'
import { calendar, type Days } from './days'

const MICROS: Readonly<Record<string, number>> = { microsecond: 1, millisecond: 1e3, second: 1e6, minute: 60e6, hour: 3600e6 }

/** What units are also called, as Spark has it. */
const UNIT: Readonly<Record<string, string>> = {
  microsecond: 'microsecond', millisecond: 'millisecond', second: 'second', minute: 'minute', hour: 'hour',
  day: 'day', dd: 'day', week: 'week', month: 'month', mon: 'month', mm: 'month', quarter: 'quarter', year: 'year', yyyy: 'year', yy: 'year',
}

/** The unit by any of its names; undefined where there is none. */
export function truncUnit(name: string): string | undefined {
  const lower = name.toLowerCase()
  return Object.hasOwn(UNIT, lower) ? UNIT[lower] : undefined
}

/** The start of the unit that each moment lies in. A week starts on Monday. */
export function truncated({ days, micros, validity }: Days, unit: string): Days {
  const size = MICROS[unit]
  if (size !== undefined) return { days, micros: micros.map(m => m - m % size), validity }
  return { days: days.map(firstDay(unit)), micros: new Float64Array(micros.length), validity }
}

function firstDay(unit: string): (day: number) => number {
  const date = calendar()
  switch (unit) {
    case 'week': return day => day - weekdayOf(day)
    case 'month': return day => day - date(day).day + 1
    case 'quarter': return day => daysFromCivil(date(day).year, date(day).month - (date(day).month - 1) % 3, 1)
    case 'year': return day => daysFromCivil(date(day).year, 1, 1)
    default: return day => day
  }
}
