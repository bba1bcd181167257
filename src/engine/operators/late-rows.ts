import type { Batch } from '../../batch/batch'
import { rowAt, valueAt } from '../../batch/rows'
import { takeBatch } from '../../batch/select'
import type { Vector } from '../../batch/vector'
import { Instant } from '../../core/instant'
import type { LedgerEntry } from '../../core/ledger'
import { originAt } from '../../core/origin'
import { rowsWhere } from '../../expr/kernels/evaluate-where'
import { atOrBefore, eventTimeOf } from './event-time'
import type { BatchRun } from './operator'

/** Takes out the rows whose own event time is late, with a copy of each in the ledger. `column` below 0: none is. */
export function withoutLate(input: Batch, column: number, lateMs: number, run: BatchRun): Batch {
  if (column < 0) return input
  const isLate = atOrBefore(eventTimeOf(input.columns[column]), lateMs)
  if (!isLate.includes(1)) return input
  for (const row of rowsWhere(isLate)) run.ledger.add('late', () => lateEntry(input, input.columns[column], row, lateMs))
  return takeBatch(input, rowsWhere(isLate.map(one => 1 - one)))
}

/** The copy of a late row; `key` is what it came too late for: a window, or its event time. */
export function lateEntry(input: Batch, key: Vector, row: number, watermarkMs: number): Omit<LedgerEntry, 'kind' | 'batchId'> {
  const window = windowAt(key, row)
  const origin = input.origin === null ? null : originAt(input.origin, row)
  const reason = key.kind === 'struct' ? 'its window had closed before the row came' : 'its event time lay at or before the watermark'
  return { reason, origin, row: rowAt(input, row), watermarkMs, ...(window === undefined ? {} : { window }) }
}

/** A window, or an event time as a window without a length; undefined where it is null. */
export function windowAt(key: Vector, row: number): { start: bigint; end: bigint } | undefined {
  const value = valueAt(key, row)
  if (value instanceof Instant) return { start: value.micros, end: value.micros }
  const { start, end } = (value ?? {}) as { start?: Instant; end?: Instant }
  return start instanceof Instant && end instanceof Instant ? { start: start.micros, end: end.micros } : undefined
}
