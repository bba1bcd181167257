import { BOOLEAN } from '../core/data-type'
import { resolvePath } from '../expr/bind'
import { allOf, call, columnRef, conjuncts, literal, walk, type Expression } from '../expr/expression'
import { neededColumns } from './needed-columns'
import type { Node } from './node'
import { filter } from './nodes/filter'

/** What a value can make fail. */
const MAY_FAIL = new Set([
  'plus', 'minus', 'times', 'divide', 'mod', 'negate', 'abs', 'cast', 'getItem', 'elementAt', 'toDate', 'toTimestamp', 'dateAdd', 'dateFormat', 'round', 'ceil', 'floor',
])

/**
 * The parts of a condition that may fail are asked one after the other, as Spark's filter does: each of the rows in which
 * those before it hold, and which have the columns without which it cannot. `a > b AND 1 / c > d` does not divide by zero
 * in a row without an `a` or a `d`. For what cannot fail the order is all the same.
 */
export function notNullFirst(node: Node): Node {
  if ('children' in node) return Object.freeze({ ...node, children: node.children.map(notNullFirst) })
  if (!('child' in node)) return node
  const child = notNullFirst(node.child)
  if (node.kind !== 'filter' || node.quarantine !== undefined || !mayFail(node.condition)) return Object.freeze({ ...node, child })
  const parts = conjuncts(node.condition)
  const asked = parts.map((part, i) => {
    const paths = mayFail(part) ? [...new Set(neededColumns(part))].filter(path => resolvePath(path, child.schema).nullable) : []
    const whole = allOf([...paths.map(path => call('isNotNull', [columnRef(path)])), part])
    // To `and`, what stands beside a null still matters.
    return parts.slice(i + 1).some(mayFail) ? call('coalesce', [whole, literal(false, BOOLEAN)]) : whole
  })
  return filter(child, allOf(asked))
}

/** Whether an expression may fail by a row's value. */
export function mayFail(of: Expression): boolean {
  return [...walk(of)].some(one => one.kind === 'call' && MAY_FAIL.has(one.fn))
}
