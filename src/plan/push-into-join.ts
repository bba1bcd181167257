import { struct } from '../core/data-type'
import { resolvePath } from '../expr/bind'
import { allOf, call, conjuncts, walk, type Expression } from '../expr/expression'
import { columnsOf, sameName } from './names'
import { neededColumns } from './needed-columns'
import { isStreaming, type Node } from './node'
import { joinColumns, joinSplit, sidesOf, type Join, type JoinType, type Side } from './nodes/join'
import { isNeverTrue } from './nodes/local'

/** Puts a condition on a node, as far down as it goes. */
export type Put = (node: Node, condition: Expression) => Node

/** Which sides a filter above a join may be put below it. */
const ABOVE: Readonly<Record<JoinType, readonly Side[]>> = {
  inner: ['left', 'right'], cross: ['left', 'right'], left: ['left'], semi: ['left'], anti: ['left'], right: ['right'], full: [],
}
/** Of which sides a join's own condition may drop rows before they meet the others. */
export const WITHIN: Readonly<Record<JoinType, readonly Side[]>> = {
  inner: ['left', 'right'], cross: ['left', 'right'], semi: ['left', 'right'], left: ['right'], anti: ['right'], right: ['left'], full: [],
}

/** The join with a condition from above on one of its sides, or in its own condition; null where it must stay above. */
export function pushIntoJoin(of: Join, condition: Expression, put: Put): Join | null {
  const [left, right] = of.children
  const columns = joinColumns(left.schema, right.schema, of.type, of.using)
  const read = [...walk(condition)].flatMap(one => (one.kind === 'column' ? [columns[resolvePath(one.path, of.schema).indexes[0]]] : []))
  const sides = [...new Set(read.flatMap(({ left, right }): Side[] => [...(left >= 0 ? ['left' as const] : []), ...(right >= 0 ? ['right' as const] : [])]))]
  // What reads no column goes to the left.
  const [side] = sides.length === 0 ? ['left' as const] : sides
  if (sides.length < 2 && ABOVE[of.type].includes(side)) return withFilter(of, side, condition, put)
  if (sides.length !== 2 || (of.type !== 'inner' && of.type !== 'cross')) return null
  // A column that both sides have cannot be told apart in the join's own condition.
  if (read.some(({ field }) => of.using.some(name => sameName(name, field.name)))) return null
  const split = joinSplit(left, right, [...(of.residual === null ? [] : [of.residual]), condition], 'inner', of.using, of.keys)
  return Object.freeze({ ...split, schema: of.schema })
}

/** Whether a condition lets no row of a batch's right or full join pass: Spark makes an inner join of it (EliminateOuterJoin). */
export function isNothingOf(of: Join, condition: Expression): boolean {
  return (of.type === 'right' || of.type === 'full') && !isStreaming(of) && columnsOf(condition, of.schema).length === 0 && isNeverTrue(condition, of.schema)
}

/** Under a condition that stays above, the join with no rows on its left: as of an inner join's, their keys are not looked at. */
export function withoutLeft(of: Join, condition: Expression, put: Put): Join {
  return withFilter(of, 'left', condition, put)
}

function withFilter(of: Join, side: Side, condition: Expression, put: Put): Join {
  const [left, right] = of.children
  const sides: Record<Side, Node> = { left, right }
  sides[side] = put(sides[side], condition)
  return Object.freeze({ ...of, children: Object.freeze([sides.left, sides.right]) })
}

/**
 * The join with the conditions that read one side only, and that side's columns being there at all, asked of the side
 * itself, as Spark's optimizer does: rows that can match nothing then neither wait in the state nor move a watermark.
 */
export function pushFromJoin(of: Join, put: Put): Join {
  const [left, right] = of.children
  const sides: Record<Side, Node> = { left, right }
  const staying: Expression[] = []
  const present: Record<Side, Set<string>> = { left: new Set(), right: new Set() }
  const both = struct([...left.schema.fields, ...right.schema.fields])
  for (const one of of.residual === null ? [] : conjuncts(of.residual)) {
    for (const path of neededColumns(one)) {
      const [index] = resolvePath(path, both).indexes
      present[index < left.schema.fields.length ? 'left' : 'right'].add(path)
    }
    // What reads no column goes to the left, where it may.
    const [side = 'left', ...more] = sidesOf(one, left.schema, right.schema)
    if (more.length === 0 && WITHIN[of.type].includes(side)) sides[side] = put(sides[side], one)
    else staying.push(one)
  }
  for (const key of of.keys.filter(key => !key.nullSafe)) {
    for (const path of neededColumns(key.left)) present.left.add(path)
    for (const path of neededColumns(key.right)) present.right.add(path)
  }
  for (const side of WITHIN[of.type]) {
    for (const path of present[side]) {
      if (resolvePath(path, sides[side].schema).nullable) sides[side] = put(sides[side], call('isNotNull', [{ kind: 'column', path }]))
    }
  }
  return Object.freeze({
    ...of, children: Object.freeze([sides.left, sides.right]),
    residual: staying.length === 0 ? null : allOf(staying),
  })
}
