import { Decimal } from '../../core/decimal'
import { DayTimeInterval, YearMonthInterval } from '../../core/interval'
import { Instant, LocalDate, LocalDateTime } from '../../core/instant'

/** A text that two values share where they are the same: NaN is NaN, and 0 is not -0, as in a set of Java's. */
export function valueKey(value: unknown): string {
  if (value === null || value === undefined) return 'n'
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : `${value}`
  if (typeof value === 'bigint') return `${value}`
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Decimal) return value.toString()
  if (value instanceof Instant || value instanceof LocalDateTime) return `${value.micros}`
  if (value instanceof DayTimeInterval) return `${value.micros}`
  if (value instanceof YearMonthInterval) return `${value.months}`
  if (value instanceof LocalDate) return `${value.days}`
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('base64')}`
  if (Array.isArray(value)) return `[${value.map(valueKey).join(',')}]`
  if (value instanceof Map) return `{${[...value].map(([k, v]) => `${valueKey(k)}:${valueKey(v)}`).join(',')}}`
  return `(${Object.values(value).map(valueKey).join(',')})`
}
