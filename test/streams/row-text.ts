import type { Batch } from '../../src/batch/batch'
import { valueAt } from '../../src/batch/rows'
import { Decimal } from '../../src/core/decimal'
import { DayTimeInterval, YearMonthInterval } from '../../src/core/interval'
import { Instant, LocalDate, LocalDateTime } from '../../src/core/instant'

/** The rows of a batch as Spark's to_json writes them (six fraction digits, nulls kept), sorted: a multiset to compare. */
export function rowTexts(batches: readonly Batch[]): string[] {
  return batches.flatMap(batch => Array.from({ length: batch.numRows }, (_, row) => {
    const fields = batch.schema.fields.map((field, i) => [field.name, plain(valueAt(batch.columns[i], row))])
    return JSON.stringify(Object.fromEntries(fields))
  })).sort()
}

/** The rows of an expected file in the same spelling. */
export function expectedTexts(rows: readonly unknown[]): string[] {
  return rows.map(row => JSON.stringify(row)).sort()
}

function plain(value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return value > 9007199254740991n || value < -9007199254740991n ? String(value) : Number(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value instanceof Decimal) return value.toString()
  if (value instanceof DayTimeInterval || value instanceof YearMonthInterval) return value.toString()
  if (value instanceof Instant) return microText(value)
  if (value instanceof LocalDateTime) return microText(value.toInstant()).slice(0, -1)
  if (value instanceof LocalDate) return value.toString().replace(/^\+/, '+')
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [String(plain(k)), plain(v)]))
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
  return value
}

function microText(of: Instant): string {
  const micros = ((of.micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  return `${of.toString().replace(/(\.\d+)?Z$/, '')}.${String(micros).padStart(6, '0')}Z`
}
