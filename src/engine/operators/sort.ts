import { batch } from '../../batch/batch'
import { concatBatches, takeBatch } from '../../batch/select'
import { compareBy } from '../../expr/kernels/compare-by'
import type { Sort } from '../../plan/nodes/sort'
import { allBatches } from './all-batches'
import { evaluate } from './evaluate'
import type { Build, Operator } from './operator'

/** All rows at once, in a stable order. */
export function sortOperator(node: Sort, build: Build): Operator {
  const keys = node.orders.map(order => build.bind(order.by, node.child.schema))
  const child = build.operator(node.child)
  return {
    async *rows(run) {
      const { input, columns } = evaluate(keys, concatBatches(node.schema, await allBatches(child.rows(run))), run)
      if (input.numRows === 0) return
      const order = Int32Array.from({ length: input.numRows }, (_, i) => i).sort((a, b) => compareBy(columns, node.orders, a, b) || a - b)
      const sorted = takeBatch(input, order)
      yield batch(node.schema, sorted.columns, sorted.numRows, sorted.origin)
    },
  }
}
