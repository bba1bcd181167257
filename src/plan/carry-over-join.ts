import { sameType, type Schema } from '../core/data-type'
import { commonType } from '../expr/common-type'
import { resolvePath } from '../expr/bind'
import { call, mapChildren, walk, type Expression } from '../expr/expression'
import { columnOf } from './names'
import type { Node } from './node'
import { conjuncts, sidesOf, type Join, type Side } from './nodes/join'
import { WITHIN, type Put } from './push-into-join'

/**
 * The join with what holds of a key's column on one side asked of the column it equals on the other, as Spark's optimizer
 * infers it from the filters below: rows that can match nothing then do not wait in the state.
 */
export function carryOverJoin(of: Join, put: Put): Join {
  const nodes: Record<Side, Node> = { left: of.children[0], right: of.children[1] }
  const known = { left: constraintsOf(nodes.left), right: constraintsOf(nodes.right) }
  for (const one of of.residual === null ? [] : conjuncts(of.residual)) {
    const [side, ...more] = sidesOf(one, nodes.left.schema, nodes.right.schema)
    if (side !== undefined && more.length === 0) known[side].push(...ofOneColumn(one, nodes[side].schema))
  }
  const sides = { ...nodes }
  for (const to of WITHIN[of.type]) {
    const from: Side = to === 'left' ? 'right' : 'left'
    for (const key of of.keys) {
      const [here, there] = [placeOf(key[from], nodes[from].schema), placeOf(key[to], nodes[to].schema)]
      if (key.nullSafe || here < 0 || there < 0) continue
      const field = nodes[to].schema.fields[there]
      const { type } = nodes[from].schema.fields[here]
      // What is cast to be compared has nothing said of itself.
      if (!sameType(type, commonType(type, field.type) ?? field.type)) continue
      const column = columnOf(field, nodes[to].schema)
      const twin = sameType(type, field.type) ? column : call('cast', [column], { type })
      const told = new Set(known[to].filter(one => one.at === there).map(one => textOf(one.condition)))
      for (const { at, condition } of known[from]) {
        const carried = replaced(condition, twin)
        if (at === here && !told.has(textOf(carried))) sides[to] = put(sides[to], carried)
      }
    }
  }
  if (sides.left === nodes.left && sides.right === nodes.right) return of
  return Object.freeze({ ...of, children: Object.freeze([sides.left, sides.right]) })
}

/** What holds of one column of a node in every row; `at` is the column's place. */
interface Constraint { readonly at: number; readonly condition: Expression }

function constraintsOf(node: Node): Constraint[] {
  switch (node.kind) {
    case 'filter': return [...constraintsOf(node.child), ...conjuncts(node.condition).flatMap(one => ofOneColumn(one, node.child.schema))]
    case 'project': return renamed(node.child, node.expressions, node.schema)
    case 'with-watermark': case 'observe': case 'sort': case 'limit': case 'deduplicate': case 'sample': case 'frame-alias': case 'time-window': case 'session-window': case 'windowed': {
      return constraintsOf(node.child)
    }
    default: return 'aggregates' in node ? renamed(node.child, node.keys, node.schema) : []
  }
}

/** What holds of the columns that are passed on, by the places they get. */
function renamed(child: Node, made: readonly Expression[], schema: Schema): Constraint[] {
  const below = constraintsOf(child)
  return made.flatMap((one, at) => {
    const source = placeOf(one, child.schema)
    const column = columnOf(schema.fields[at], schema)
    const bare = one.kind === 'alias' ? one.child : one
    if (bare.kind === 'literal') return [{ at, condition: call('eqNullSafe', [column, bare]) }]
    return below.flatMap(({ at: of, condition }) => (of === source ? [{ at, condition: replaced(condition, column) }] : []))
  })
}

/** The condition, where it reads one column and nothing else; that a column is there follows from the keys themselves. */
function ofOneColumn(condition: Expression, schema: Schema): Constraint[] {
  const read = [...walk(condition)].filter(one => one.kind === 'column')
  const places = [...new Set(read.map(one => placeOf(one, schema)))]
  return places.length !== 1 || places[0] < 0 || isNotNull(condition) ? [] : [{ at: places[0], condition }]
}

function isNotNull(of: Expression): boolean {
  return of.kind === 'call' && of.fn === 'isNotNull'
}

/** Which column an expression is, whole; -1 where it is none. */
function placeOf(of: Expression, schema: Schema): number {
  if (of.kind === 'alias') return placeOf(of.child, schema)
  if (of.kind !== 'column') return -1
  const [at, ...deeper] = resolvePath(of.path, schema, of.site).indexes
  return deeper.length > 0 ? -1 : at
}

function replaced(condition: Expression, by: Expression): Expression {
  return condition.kind === 'column' ? by : mapChildren(condition, one => replaced(one, by))
}

/** Two conditions of the same text say the same. */
function textOf(condition: Expression): string {
  return JSON.stringify(condition, (key, value: unknown) => (key === 'site' ? undefined : typeof value === 'bigint' ? String(value) : value))
}
