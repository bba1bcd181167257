import { batch } from '../../batch/batch'
import type { Expand } from '../../plan/nodes/expand'
import { evaluate } from './evaluate'
import type { Build, Operator } from './operator'

/** Every row as often as there are projections; each of its rows keeps its origin. */
export function expandOperator(node: Expand, build: Build): Operator {
  const child = build.operator(node.child)
  const projections = node.projections.map(one => one.map(of => build.bind(of, node.child.schema)))
  return {
    async *rows(run) {
      for await (const from of child.rows(run)) {
        for (const projection of projections) {
          const { input, columns } = evaluate(projection, from, run)
          if (input.numRows > 0) yield batch(node.schema, columns, input.numRows, input.origin)
        }
      }
    },
  }
}
