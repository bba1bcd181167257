import type { Schema } from '../core/data-type'
import { resolvePath } from '../expr/bind'
import { allOf, call, conjuncts, mapChildren, walk, type Expression } from '../expr/expression'
import { carryOverJoin } from './carry-over-join'
import { byName, constraintsOf, textOf, told, withInferred } from './constraints'
import { columnOf, columnsOf, quote, sameName } from './names'
import { isEager } from './eager-local'
import { neededColumns } from './needed-columns'
import { isStreaming, walkPlan, type Node } from './node'
import { filter, type Filter } from './nodes/filter'
import { joinColumns, joinSplit, type Join } from './nodes/join'
import { windowOf, type Windowed } from './nodes/windowed'
import { mayFail } from './not-null-first'
import { isNothingOf, pushFromJoin, pushIntoJoin, withoutLeft } from './push-into-join'
import { withChildren } from './with-children'
import { withoutOuter } from './without-outer'

/**
 * Moves conditions below watermarks and aggregates, as Spark's optimizer does. That is more than speed: a row that is
 * filtered out below a watermark does not move it, so results depend on it. A condition on the event time itself stays above.
 */
export function pushFilters(node: Node): Node {
  const over = withChildren(node, pushFilters)
  if (over.kind === 'time-window' || over.kind === 'session-window') return replaceChild(over, withoutNulls(over.child, over.kind === 'time-window' ? over.time : over.call.args[0]))
  const inner = over.kind === 'join' ? semiFirst(carryOverJoin(pushFromJoin(over, put), put)) : over
  if (inner.kind !== 'filter' || inner.quarantine !== undefined) return inner
  let child = inner.child
  const staying: Expression[] = []
  for (const condition of conjuncts(inner.condition)) {
    const settled = isSettled(condition) || !isStreaming(child)
    let pushed = settled ? sink(child, condition) : null
    if (settled && pushed === null) {
      // A join that is no outer one any more may let it pass.
      const there = withoutNulls(child, condition)
      pushed = there === child ? null : sink(there, condition)
      child = there
    }
    child = pushed ?? child
    if (pushed === null) staying.push(condition)
  }
  for (const condition of inferred(inner)) child = sink(child, condition) ?? child
  if (child === inner.child) return inner
  return staying.length === 0 ? child : filter(child, allOf(staying))
}

/** What follows of a filter's condition and of what holds below it, of columns that equal each other. */
function inferred({ child, condition }: Filter): Expression[] {
  const below = [...constraintsOf(child), ...conjuncts(condition).flatMap(one => told(one, child.schema))]
  const known = new Set(below.map(textOf))
  return withInferred(below, child.schema.fields).flatMap(one => (known.has(textOf(one)) ? [] : byName(one, child.schema) ?? []))
}

/** A batch's semi or anti join goes below a projection that may fail, to compute for the rows that stay (PushDownLeftSemiAntiJoin). */
function semiFirst(of: Join): Node {
  const [left, right] = of.children
  if ((of.type !== 'semi' && of.type !== 'anti') || of.residual !== null || isStreaming(of) || isEager(left)) return of
  if (left.kind === 'join') return semiBelowJoin(of, left)
  if (left.kind !== 'project' || !left.expressions.some(mayFail)) return of
  const keys = of.keys.flatMap(key => {
    const there = substitute(key.left, left, left.expressions)
    return there === null ? [] : [{ ...key, left: there }]
  })
  if (keys.length < of.keys.length) return of
  const places = of.schema.fields.map(f => left.schema.fields.indexOf(f))
  return places.includes(-1) ? of : Object.freeze({ ...left, child: semiFirst(joinSplit(left.child, right, [], of.type, [], keys)), expressions: Object.freeze(places.map(i => left.expressions[i])), schema: of.schema })
}

/** And below a join, into its left side, where that is the one it asks (PushLeftSemiLeftAntiThroughJoin). */
function semiBelowJoin(of: Join, below: Join): Node {
  const [left, right] = below.children
  const columns = joinColumns(left.schema, right.schema, below.type, below.using)
  const asked = of.keys.flatMap(key => columnsOf(key.left, below.schema)).map(name => columns[below.schema.fields.findIndex(f => f.name === name)])
  const ofLeft = ['inner', 'cross', 'left'].includes(below.type) && asked.every(one => one.left >= 0 && one.right < 0)
  if (!ofLeft || of.schema.fields.some((f, i) => f.name !== below.schema.fields[i].name) || ![...walkPlan(left)].some(one => one.kind === 'project' && one.expressions.some(mayFail))) return of
  return Object.freeze({ ...below, children: Object.freeze([semiFirst(joinSplit(left, of.children[1], [], of.type, [], of.keys)), right]) })
}

/** Of a condition that stays, what it asks of columns by themselves, that they are there, goes as far down as it can. */
function withoutNulls(child: Node, condition: Expression): Node {
  return neededColumns(condition).reduce((node, path) => {
    const [index] = resolvePath(path, node.schema).indexes
    const needed = node.schema.fields[index]
    return needed.nullable ? sink(node, call('isNotNull', [columnOf(needed, node.schema)])) ?? node : node
  }, child)
}

/** Whether a condition says the same of a row wherever it is asked: what a stream's batch sets, Spark leaves where it is. */
function isSettled(of: Expression): boolean {
  return ![...walk(of)].some(one => one.kind === 'call' && BY_BATCH.has(one.fn))
}
export const BY_BATCH: ReadonlySet<string> = new Set(['currentTimestamp', 'currentDate'])

/** The node with the condition put below a watermark or an aggregate in it; null where it cannot get there, or there is none. */
function sink(node: Node, condition: Expression): Node | null {
  switch (node.kind) {
    case 'scan': case 'observe': case 'transform-with-state': case 'local': case 'limit': case 'expand': case 'sample': return null
    // Spark pushes nothing below a stream's Deduplicate; of a batch's, what asks for its keys only.
    case 'deduplicate': return isStreaming(node) || !only(condition, node, node.keys) ? null : replaceChild(node, put(node.child, condition))
    // Without counts, only rows of the left side come out.
    case 'set-operation': return Object.freeze({ ...node, children: node.children.map((child, i) => (i === 0 || node.all ? put(child, byPosition(condition, node, child)) : child)) })
    case 'windowed': return only(condition, node, partitionOf(node)) ? replaceChild(node, put(node.child, condition)) : null
    case 'join': {
      const join = withoutOuter(node, condition)
      const pushed = pushIntoJoin(join, condition, put)
      if (pushed === null && isNothingOf(join, condition)) return filter(withoutLeft(join, condition, put), condition)
      return pushed === null ? null : carryOverJoin(pushed.residual === join.residual && join === node ? pushed : pushFromJoin(pushed, put), put)
    }
    case 'sort': return below(node, condition)
    case 'frame-alias': return below(node, byPosition(condition, node, node.child))
    case 'filter': return node.quarantine === undefined && !waitsForJson(node) ? below(node, condition) : null
    // As in Spark, where a condition on a session's start or end picks rows, before they make sessions.
    case 'session-window': return mentions(condition, node, node.name) ? filter(node, condition) : below(node, condition)
    case 'time-window': return mentions(condition, node, node.name) ? null : below(node, condition)
    case 'project': {
      const there = substitute(condition, node, node.expressions)
      // No row that goes makes a column of it fail.
      return below(node, there) ?? (there !== null && node.expressions.some(mayFail) && !isEager(node) ? replaceChild(node, filter(node.child, there)) : null)
    }
    // Also where no watermark is: groups that nobody will see are not kept.
    case 'aggregate': {
      const there = columnsOf(condition, node.schema).length === 0 ? null : substitute(condition, node, node.keys)
      return there === null ? null : replaceChild(node, put(node.child, there))
    }
    case 'with-watermark': return mentions(condition, node, node.column) ? null : replaceChild(node, sink(node.child, condition) ?? filter(node.child, condition))
    case 'union': {
      const sides = node.children.map(child => {
        const there = byPosition(condition, node, child)
        return { reached: sink(child, there), otherwise: (): Node => filter(child, there) }
      })
      if (sides.every(side => side.reached === null)) return null
      return Object.freeze({ ...node, children: sides.map(side => side.reached ?? side.otherwise()) })
    }
  }
}

/** Whether a condition reads some of these columns, and no others. */
function only(condition: Expression, { schema }: Node, names: readonly string[]): boolean {
  const read = columnsOf(condition, schema)
  return read.length > 0 && read.every(one => names.some(name => sameName(one, name)))
}

/** The columns by which each of a node's windows parts the rows; none where one parts them by what is computed. */
function partitionOf({ columns, child }: Windowed): string[] {
  const [first, ...others] = columns.map(one => {
    const { partition } = windowOf(one)
    return partition.every(by => by.kind === 'column') ? partition.flatMap(by => columnsOf(by, child.schema)) : []
  })
  return first.filter(name => others.every(names => names.includes(name)))
}

function put(node: Node, condition: Expression): Node {
  return sink(node, condition) ?? filter(node, condition)
}

type Single = Extract<Node, { child: Node }>

function below(node: Single, condition: Expression | null): Node | null {
  const child = condition === null ? null : sink(node.child, condition)
  return child === null ? null : replaceChild(node, child)
}

function replaceChild(node: Single, child: Node): Node {
  return Object.freeze({ ...node, child })
}

function mentions(of: Expression, { schema }: Node, name: string): boolean {
  return columnsOf(of, schema).some(one => sameName(one, name))
}

/** The condition over a node's input: each output column replaced by what it is made of. Null where that cannot be said. */
function substitute(condition: Expression, node: Extract<Node, { kind: 'project' | 'aggregate' }>, made: readonly Expression[], json = false): Expression | null {
  let possible = true
  const replace = (one: Expression): Expression => {
    if (one.kind !== 'column') return mapChildren(one, replace)
    const { at, fields } = placeOf(one.path, node)
    const source = at >= made.length ? undefined : bare(made[at])
    if (source === undefined || (!json && readsJson(source))) {
      possible = false
      return one
    }
    if (source.kind === 'column' && fields.length > 0) return { ...source, path: [source.path, ...fields.map(quote)].join('.') }
    return fields.reduce<Expression>((of, name) => call('getField', [of], { field: name }), source)
  }
  const replaced = replace(condition)
  return possible ? replaced : null
}

/** Whether a batch's filter stays where it is only so that JSON is read once: one above, which Spark puts down with it, stays behind. */
function waitsForJson({ child, condition }: Filter): boolean {
  return child.kind === 'project' && !isStreaming(child) && substitute(condition, child, child.expressions) === null && substitute(condition, child, child.expressions, true) !== null
}

/** JSON is read once: a second reading would tell the ledger of each bad record twice. */
function readsJson(of: Expression): boolean {
  return [...walk(of)].some(one => one.kind === 'call' && one.fn.startsWith('fromJson'))
}

function bare(of: Expression): Expression {
  return of.kind === 'alias' ? bare(of.child) : of
}

/** The condition in the names of what lies below, whose columns are the same ones: a side of a union. */
function byPosition(condition: Expression, above: Node, { schema }: Node): Expression {
  const rename = (one: Expression): Expression => {
    if (one.kind !== 'column') return mapChildren(one, rename)
    const { at, fields } = placeOf(one.path, above)
    return { ...one, path: [columnOf(schema.fields[at], schema).path, ...fields.map(quote)].join('.') }
  }
  return rename(condition)
}

/** Which column of a node a path names, and the names of the fields that it takes of it. */
function placeOf(path: string, { schema }: Node): { at: number; fields: string[] } {
  const [at, ...deeper] = resolvePath(path, schema).indexes
  let { type } = schema.fields[at]
  const fields = deeper.map(index => {
    const inner = (type as Schema).fields[index]
    type = inner.type
    return inner.name
  })
  return { at, fields }
}
