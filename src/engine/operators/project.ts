import { batch } from '../../batch/batch'
import type { Project } from '../../plan/nodes/project'
import { evaluate } from './evaluate'
import type { Build, Operator } from './operator'
import { rowWise } from './row-wise'

/** Keeps the origin, whatever it projects away. */
export function projectOperator(node: Project, build: Build): Operator {
  const expressions = node.expressions.map(one => build.bind(one, node.child.schema))
  return rowWise(build.operator(node.child), (from, run) => {
    const { input, columns } = evaluate(expressions, from, run)
    return batch(node.schema, columns, input.numRows, input.origin)
  })
}
