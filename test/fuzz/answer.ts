import type { Batch } from '../../src/batch/batch'
import { valueAt } from '../../src/batch/rows'
import { typeName, type Field } from '../../src/core/data-type'
import { Decimal } from '../../src/core/decimal'
import { DayTimeInterval, YearMonthInterval } from '../../src/core/interval'
import { Instant, LocalDate, LocalDateTime } from '../../src/core/instant'
import { whole } from './values'
import type { PlayedBatch } from '../streams/play'

/** What an engine made of a program. */
export interface Answer {
  readonly schema?: readonly string[]
  readonly batches?: readonly AnswerBatch[]
  /** The code of the error, or Spark's condition, with which it ended. */
  readonly failed?: string
  readonly message?: string
}

export interface AnswerBatch {
  /** What the progress of a stream's batch says; nothing for a batch query. */
  readonly told: Omit<PlayedBatch, 'rows'> | null
  /** Null where the engine no longer has them: a table of complete mode is what the last batch made of it. */
  readonly rows: readonly Row[] | null
}

export type Row = readonly unknown[]

export function fieldTexts(fields: readonly Field[]): string[] {
  return fields.map(f => `${f.name}: ${typeName(whole(f.type))}${f.nullable ? '' : ' NOT NULL'}`)
}

/** Rows as plain values: doubles stay numbers, all else that has no JSON of its own becomes text. */
export function plainRows(batches: readonly Batch[]): Row[] {
  return batches.flatMap(batch => Array.from({ length: batch.numRows }, (_, row) => batch.columns.map(column => plain(valueAt(column, row)))))
}

function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return `${value}`
  if (value instanceof DayTimeInterval) return `s${value.micros}`
  if (value instanceof YearMonthInterval) return `y${value.months}`
  if (value instanceof LocalDateTime) return `n${value.micros}`
  if (value instanceof Instant) return `t${value.micros}`
  if (value instanceof Decimal) return `m${value.toString()}`
  if (value instanceof LocalDate) return `d${value.days}`
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return { map: [...value].map(([k, v]) => [plain(k), plain(v)]) }
  if (typeof value === 'object') return { struct: Object.values(value).map(plain) }
  return value
}
