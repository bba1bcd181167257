import type { Batch } from '../../batch/batch'
import type { Vector } from '../../batch/vector'
import { isTidemarkError } from '../../core/errors'
import type { Bound, EvalContext, ScalarFunction } from '../registry'
import { compareRows } from './compare-rows'
import { evaluateWhere } from './evaluate-where'
import { isValid, onlyWhere } from './vectors'

/**
 * Runs a kernel over its arguments, all rows of each at once. Where that fails, as Spark goes about it: one argument after
 * the other, and where one is null the rest is not looked at and cannot fail.
 */
export function inTurn(args: readonly Bound[], batch: Batch, context: EvalContext, order: ScalarFunction['evaluates'], kernel: (args: readonly Vector[], context: EvalContext) => Vector): Vector {
  const { report } = context
  const reports: Parameters<NonNullable<typeof report>>[] = []
  try {
    const trying = report === undefined ? context : { ...context, report: (...of: (typeof reports)[number]) => { reports.push(of) } }
    const vector = kernel(args.map(arg => arg.evaluate(batch, trying)), trying)
    for (const one of reports) report?.(...one)
    return vector
  } catch (error) {
    if (args.length < 2 || !isTidemarkError(error) || error.fault !== 'user') throw error
  }
  const open = new Uint8Array(batch.numRows).fill(1)
  const vectors: Vector[] = []
  const places = args.map((_, i) => i)
  for (const at of order === undefined || order === 'until found' ? places : places.reverse()) {
    const vector = evaluateWhere(args[at], batch, open, context)
    vectors[at] = vector.kind === 'null' ? vector : { ...vector, validity: onlyWhere(vector.validity, open) }
    if (order === 'until found' && at > 0) {
      const signs = compareRows(vectors[0], vectors[at], open.length)
      for (let i = 0; i < open.length; i++) if (open[i] === 1 && vector.kind !== 'null' && isValid(vector.validity, i) && signs[i] === 0) open[i] = 0
      continue
    }
    for (let i = 0; i < open.length; i++) if (vector.kind === 'null' || !isValid(vector.validity, i) || (order === 'right unless zero' && isZero(vector, i))) open[i] = 0
  }
  return kernel(vectors, context)
}

function isZero(of: Vector, row: number): boolean {
  if (of.kind === 'decimal') return of.values[row] === 0n
  return of.kind === 'int' || of.kind === 'double' ? of.values[row] === 0 : of.kind === 'long' && of.values[row] === 0n
}
