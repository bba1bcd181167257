import type { Batch } from '../../batch/batch'
import type { BatchRun, Operator } from './operator'

/** An operator whose rows are there before they are asked for. */
export interface ComputedOnce extends Operator {
  compute(run: BatchRun): Promise<readonly Batch[]>
}

export function computedOnce(of: Operator): ComputedOnce {
  let rows: Promise<readonly Batch[]> | null = null
  const compute = (run: BatchRun): Promise<readonly Batch[]> => (rows ??= all(of.rows(run)))
  return {
    compute,
    async *rows(run) { yield* await compute(run) },
  }
}

async function all(batches: AsyncIterable<Batch>): Promise<readonly Batch[]> {
  const rows: Batch[] = []
  for await (const one of batches) rows.push(one)
  return rows
}
