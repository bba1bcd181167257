import { batch, type Batch } from '../../batch/batch'
import { concatBatches, takeBatch } from '../../batch/select'
import { isNull, type Vector } from '../../batch/vector'
import { bind } from '../../expr/bind'
import { compareAt } from '../../expr/kernels/compare-rows'
import type { Sort, SortOrder } from '../../plan/nodes/sort'
import { evaluate } from './evaluate'
import type { Build, Operator } from './operator'

/** All rows at once, in a stable order. */
export function sortOperator(node: Sort, build: Build): Operator {
  const keys = node.orders.map(order => bind(order.by, node.child.schema))
  const child = build.operator(node.child)
  return {
    async *rows(run) {
      const all: Batch[] = []
      for await (const input of child.rows(run)) all.push(input)
      const { input, columns } = evaluate(keys, concatBatches(node.schema, all), run)
      if (input.numRows === 0) return
      const order = Int32Array.from({ length: input.numRows }, (_, i) => i).sort((a, b) => compare(columns, node.orders, a, b))
      const sorted = takeBatch(input, order)
      yield batch(node.schema, sorted.columns, sorted.numRows, sorted.origin)
    },
  }
}

function compare(columns: readonly Vector[], orders: readonly SortOrder[], a: number, b: number): number {
  for (const [i, column] of columns.entries()) {
    const { descending, nullsFirst } = orders[i]
    const aIsNull = isNull(column, a)
    const bIsNull = isNull(column, b)
    if (aIsNull || bIsNull) {
      if (aIsNull !== bIsNull) return aIsNull === nullsFirst ? -1 : 1
      continue
    }
    const sign = compareAt(column, a, column, b)
    if (sign !== 0) return descending ? -sign : sign
  }
  return a - b
}
