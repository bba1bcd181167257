import { isTimestamp } from '../core/data-type'
import { LocalDate } from '../core/instant'
import { dayTimeText, yearMonthText } from '../core/interval'
import { showTimestamp } from '../core/timestamp-text'
import type { IntVector, LongVector } from './vector'

/** A whole number, a day, a time or an interval as Spark casts it to STRING. */
export function scalarText(of: IntVector | LongVector, row: number): string {
  if (of.kind === 'int') {
    if (of.type.kind === 'date') return new LocalDate(of.values[row]).toString()
    return of.type.kind === 'year_month' ? yearMonthText(of.values[row], of.type) : String(of.values[row])
  }
  if (isTimestamp(of.type)) return showTimestamp(of.values[row])
  return of.type.kind === 'day_time' ? dayTimeText(of.values[row], of.type) : String(of.values[row])
}
