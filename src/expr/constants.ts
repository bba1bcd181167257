import type { Batch } from '../batch/batch'
import type { Vector } from '../batch/vector'
import { struct } from '../core/data-type'
import { isTidemarkError } from '../core/errors'
import { constantColumn } from './kernels/constant-column'
import type { Bound, EvalContext } from './registry'

const ONE: Batch = { schema: struct([]), numRows: 1, columns: [], origin: null }

type Evaluate = Bound['evaluate']

/**
 * What depends on literals alone is worked out once, when the first row needs it. `guarded` tells of an argument that is
 * only evaluated where it is taken.
 */
export function worked(args: readonly Bound[], evaluate: Evaluate, guarded: (at: number) => boolean): Pick<Bound, 'evaluate' | 'isConstant' | 'precompute'> {
  if (args.length > 0 && args.every(isConstant)) return { evaluate: once(evaluate), isConstant: true, precompute: context => { ahead(evaluate, context) } }
  const parts = args.filter((arg, at) => arg.precompute !== undefined && !guarded(at))
  return { evaluate, ...(parts.length === 0 ? {} : { precompute: context => { for (const part of parts) part.precompute!(context) } }) }
}

/** A literal, or a function of nothing but literals. */
export function isConstant(of: Bound): boolean {
  return of.constant !== undefined || of.isConstant === true
}

/** A constant's value, as a column of one row; throws what fails there. */
export function workedOut(of: Bound): Vector {
  return of.evaluate(ONE, { batchTimeMs: 0 })
}

/** What it says of a record is for the row that needs it. */
function ahead(evaluate: Evaluate, { batchTimeMs }: EvalContext): void {
  try {
    evaluate(ONE, { batchTimeMs })
  } catch (error) {
    if (isTidemarkError(error) && error.fault === 'user' && error.code !== 'NOT_SUPPORTED') throw error
  }
}

function once(evaluate: Evaluate): Evaluate {
  let last: EvalContext | null = null
  const column = constantColumn(() => evaluate(ONE, last!))
  return (batch: Batch, context: EvalContext): Vector => {
    if (batch.numRows === 0) return evaluate(batch, context)
    last = context
    return column(batch.numRows)
  }
}
