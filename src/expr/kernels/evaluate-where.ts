import type { Batch } from '../../batch/batch'
import { takeBatch, takeVector } from '../../batch/select'
import type { Vector } from '../../batch/vector'
import { isTidemarkError } from '../../core/errors'
import type { Bound, EvalContext } from '../registry'
import { nullsOf } from './vectors'

/**
 * Evaluates an argument only where `wanted` is 1; what other rows hold is undefined. It first tries all rows, which is
 * quicker, and throws that away when one fails: the failing row may be one that nobody asked for.
 */
export function evaluateWhere(of: Bound, batch: Batch, wanted: Uint8Array, context: EvalContext): Vector {
  const rows = rowsWhere(wanted)
  if (rows.length === batch.numRows) return of.evaluate(batch, context)
  if (rows.length === 0) return nullsOf(of.type, batch.numRows)
  try {
    return whereReported(of, batch, wanted, context)
  } catch (error) {
    if (!isTidemarkError(error) || error.fault !== 'user') throw error
  }
  const { report } = context
  const some = of.evaluate(takeBatch(batch, rows), report === undefined ? context : { ...context, report: (row, reason, raw) => report(rows[row], reason, raw) })
  const places = new Int32Array(batch.numRows).fill(-1)
  for (let i = 0; i < rows.length; i++) places[rows[i]] = i
  return takeVector(some, places)
}

/** On all rows; what is reported of rows that are not wanted, or before a failure, never happened. */
function whereReported(of: Bound, batch: Batch, wanted: Uint8Array, context: EvalContext): Vector {
  const { report } = context
  if (report === undefined) return of.evaluate(batch, context)
  const reports: Parameters<typeof report>[] = []
  const vector = of.evaluate(batch, { ...context, report: (...of) => { if (wanted[of[0]] === 1) reports.push(of) } })
  for (const one of reports) report(...one)
  return vector
}

export function rowsWhere(wanted: Uint8Array): Int32Array {
  let count = 0
  for (let i = 0; i < wanted.length; i++) count += wanted[i]
  const rows = new Int32Array(count)
  for (let i = 0, at = 0; at < count; i++) if (wanted[i] === 1) rows[at++] = i
  return rows
}
