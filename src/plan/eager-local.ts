import { struct } from '../core/data-type'
import { alias } from '../expr/expression'
import { rowWise } from './behind-mark'
import { columnOf, columnsOf, sameName } from './names'
import type { Node } from './node'
import { project } from './nodes/project'
import { windowOf, type Windowed } from './nodes/windowed'

/**
 * Whether a node stands over values by such operators alone. Then all of its columns are computed, asked for or not, for
 * all rows that each operator is given: Spark makes a local relation of it first of all (ConvertToLocalRelation), and what
 * fails there fails.
 */
export function isEager(node: Node): boolean {
  return 'child' in node && (rowWise.includes(node.kind) || 'skip' in node) && (node.child.kind === 'local' || isEager(node.child))
}

/** A side of a union, whose projections Spark makes one of before it computes anything. */
export function unionSide(side: Node): Node {
  if (side.kind !== 'project' || side.child.kind !== 'project') return side
  const { child } = side
  const asked = side.expressions.flatMap(one => columnsOf(one, child.schema))
  const kept = child.schema.fields.flatMap((f, i) => (asked.some(name => sameName(name, f.name)) ? [i] : []))
  const below = Object.freeze({ ...child, expressions: Object.freeze(kept.map(i => child.expressions[i])), schema: struct(kept.map(i => child.schema.fields[i])) })
  return Object.freeze({ ...side, child: unionSide(below) })
}

/** What stands below functions over windows: Spark computes their arguments in a projection of its own, and that ahead too. */
export function keptArguments({ child, columns }: Windowed): Node {
  const computed = columns.flatMap(one => {
    const { partition, order, args } = windowOf(one)
    return [...partition, ...order, ...args].filter(arg => arg.kind === 'call')
  })
  if (computed.length === 0) return child
  return project(child, [...child.schema.fields.map(f => columnOf(f, child.schema)), ...computed.map((one, i) => alias(one, `(argument) ${i}`))])
}
