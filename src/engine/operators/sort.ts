import { batch, type Batch } from '../../batch/batch'
import { concatBatches, takeBatch } from '../../batch/select'
import type { Sort } from '../../plan/nodes/sort'
import { compareBy } from './compare-by'
import { evaluate } from './evaluate'
import type { Build, Operator } from './operator'

/** All rows at once, in a stable order. */
export function sortOperator(node: Sort, build: Build): Operator {
  const keys = node.orders.map(order => build.bind(order.by, node.child.schema))
  const child = build.operator(node.child)
  return {
    async *rows(run) {
      const all: Batch[] = []
      for await (const input of child.rows(run)) all.push(input)
      const { input, columns } = evaluate(keys, concatBatches(node.schema, all), run)
      if (input.numRows === 0) return
      const order = Int32Array.from({ length: input.numRows }, (_, i) => i).sort((a, b) => compareBy(columns, node.orders, a, b) || a - b)
      const sorted = takeBatch(input, order)
      yield batch(node.schema, sorted.columns, sorted.numRows, sorted.origin)
    },
  }
}
