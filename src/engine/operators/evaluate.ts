import type { Batch } from '../../batch/batch'
import { takeBatch, takeVector } from '../../batch/select'
import type { Vector } from '../../batch/vector'
import type { Bound, EvalContext } from '../../expr/registry'
import { badRecordsOf } from './bad-records'
import type { BatchRun } from './operator'

export interface Evaluated {
  /** The input, without the rows that went to quarantine. */
  readonly input: Batch
  readonly columns: readonly Vector[]
}

/** Evaluates expressions over a batch; what they report of its rows meets the query's `badRecords`. */
export function evaluate(expressions: readonly Bound[], input: Batch, run: BatchRun): Evaluated {
  const bad = badRecordsOf(input.origin, run)
  const context: EvalContext = { batchTimeMs: run.batchTimeMs, report: bad.met }
  const columns = expressions.map(one => one.evaluate(input, context))
  const staying = bad.staying(input.numRows)
  if (staying === null) return { input, columns }
  return { input: takeBatch(input, staying), columns: columns.map(column => takeVector(column, staying)) }
}
