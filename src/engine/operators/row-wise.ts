import type { Batch } from '../../batch/batch'
import type { BatchRun, Operator } from './operator'

/** An operator that turns each batch into one batch, whatever came before. */
export function rowWise(child: Operator, to: (input: Batch, run: BatchRun) => Batch): Operator {
  return {
    async *rows(run) {
      for await (const input of child.rows(run)) {
        const output = to(input, run)
        if (output.numRows > 0) yield output
      }
    },
  }
}
