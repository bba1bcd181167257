import type { Batch } from '../../batch/batch'
import { allBatches } from './all-batches'
import type { BatchRun, Operator } from './operator'

/** An operator whose rows are there before they are asked for. */
export interface ComputedOnce extends Operator {
  compute(run: BatchRun): Promise<readonly Batch[]>
}

export function computedOnce(of: Operator): ComputedOnce {
  let rows: Promise<readonly Batch[]> | null = null
  const compute = (run: BatchRun): Promise<readonly Batch[]> => (rows ??= allBatches(of.rows(run)))
  return {
    compute,
    async *rows(run) { yield* await compute(run) },
  }
}
