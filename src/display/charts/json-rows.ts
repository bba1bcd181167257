import type { Batch } from '../../batch/batch'
import { rowAt } from '../../batch/rows'
import { Decimal } from '../../core/decimal'
import { DayTimeInterval, YearMonthInterval } from '../../core/interval'
import { Instant, LocalDate, LocalDateTime } from '../../core/instant'
import { cellText } from '../cell-text'
import { categoryText, shortText } from '../visible-text'
import { counted } from './words'

/** Rows as a spec's own data: plain JSON, and what had to give way for that. */
export interface JsonRows {
  readonly values: readonly Readonly<Record<string, unknown>>[]
  readonly notes: readonly string[]
}

const LONGEST_TEXT = 1000

/**
 * Rows as JSON that a spec can name the fields of: times are ms since the epoch in UTC, intervals seconds or months, structs are objects, so that
 * `field: 'window.start'` finds what it says; a BIGINT is a number where one holds it exactly and a text where not.
 * Texts are data and stay so: made visible, shortened, and never under a key that would change an object's prototype.
 */
export function jsonRows(of: Batch): JsonRows {
  let inexact = 0
  let renamed = 0
  const json = (value: unknown): unknown => {
    if (value === null || typeof value === 'boolean') return value
    if (typeof value === 'number') return Number.isFinite(value) ? value : null
    if (typeof value === 'string') return categoryText(shortText(value, LONGEST_TEXT))
    if (typeof value === 'bigint') {
      if (Number.isSafeInteger(Number(value))) return Number(value)
      inexact++
      return String(value)
    }
    if (value instanceof Decimal) return value.toNumber()
    if (value instanceof DayTimeInterval) return Number(value.micros) / 1e6
    if (value instanceof YearMonthInterval) return value.months
    if (value instanceof Instant || value instanceof LocalDateTime) return value.millis
    if (value instanceof LocalDate) return value.days * 86_400_000
    if (Array.isArray(value)) return value.map(json)
    if (value instanceof Map || ArrayBuffer.isView(value)) return shortText(cellText(value, LONGEST_TEXT), LONGEST_TEXT)
    return record(Object.entries(value as object))
  }
  const record = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> => Object.fromEntries(entries.map(([name, value]) => {
    if (!/^(__proto__|prototype|constructor)$/.test(name)) return [name, json(value)]
    renamed++
    return [`${name}_`, json(value)]
  }))
  const values = Array.from({ length: of.numRows }, (_, row) => record(Object.entries(rowAt(of, row))))
  return {
    values,
    notes: [
      ...(inexact === 0 ? [] : [`${counted(inexact, 'BIGINT')} beyond 2^53 given as text`]),
      ...(renamed === 0 ? [] : ['columns named __proto__, prototype or constructor have a _ behind their names here']),
    ],
  }
}
