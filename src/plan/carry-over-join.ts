import { struct } from '../core/data-type'
import { acrossJoin, byName, constraintsOf, moved, textOf, withInferred } from './constraints'
import type { Node } from './node'
import type { Join, Side } from './nodes/join'
import { WITHIN, type Put } from './push-into-join'

/**
 * The join with what follows for one side from what holds of both asked of that side, as Spark's optimizer infers it: of a
 * key's column holds what holds of the column that it equals. Rows that can match nothing then do not wait in the state.
 */
export function carryOverJoin(of: Join, put: Put): Join {
  const nodes: Record<Side, Node> = { left: of.children[0], right: of.children[1] }
  const count = nodes.left.schema.fields.length
  const all = withInferred(acrossJoin(of), struct([...nodes.left.schema.fields, ...nodes.right.schema.fields]).fields)
  const sides = { ...nodes }
  for (const to of WITHIN[of.type]) {
    const from = to === 'left' ? 0 : count
    const known = new Set(constraintsOf(nodes[to]).map(one => textOf(moved(one, at => String(Number(at) + from)))))
    for (const one of all) {
      const condition = byName(one, nodes[to].schema, from)
      if (condition !== null && !known.has(textOf(one))) sides[to] = put(sides[to], condition)
    }
  }
  if (sides.left === nodes.left && sides.right === nodes.right) return of
  return Object.freeze({ ...of, children: Object.freeze([sides.left, sides.right]) })
}
