import { field, sameType, struct, type Schema } from '../core/data-type'
import { InternalError } from '../core/errors'
import { resolvePath } from '../expr/bind'
import { alias, call, walk, type Expression } from '../expr/expression'
import { functionOf } from '../expr/registry'
import { isEager, keptArguments, unionSide } from './eager-local'
import { watermarkDelayMs } from './metadata'
import { columnOf, columnsOf, sameName } from './names'
import { notNullFirst } from './not-null-first'
import { isStreaming, walkPlan, type Node } from './node'
import { neverNull } from './never-null'
import { aggregateColumn, type AggregateColumn } from './nodes/aggregate'
import { keyColumns, type Deduplicate } from './nodes/deduplicate'
import type { Filter } from './nodes/filter'
import type { FrameAlias } from './nodes/frame-alias'
import { expand, type Expand } from './nodes/expand'
import { joinOver } from './nodes/join'
import type { Limit } from './nodes/limit'
import { local } from './nodes/local'
import type { Observe } from './nodes/observe'
import { project, type Project } from './nodes/project'
import type { Sample } from './nodes/sample'
import type { SessionWindow } from './nodes/session-window'
import type { Sort } from './nodes/sort'
import type { TimeWindow } from './nodes/time-window'
import { windowedOver, type Windowed } from './nodes/windowed'
import type { Union } from './nodes/union'
import type { WithWatermark } from './nodes/with-watermark'
import { pushFilters } from './push-filters'
import { withChildren } from './with-children'
import { withoutIdleCasts } from './without-idle-casts'

/** Rewrites a plan into one that gives the same rows sooner; the schema may not change. */
export function optimize(plan: Node): Node {
  const optimized = prune(withoutIdleSorts(notNullFirst(pushFilters(withoutIdleCasts(plan)))), plan.schema.fields.map(f => f.name))
  if (!sameType(struct(optimized.schema.fields), plan.schema)) throw new InternalError('an optimizer rule changed the schema')
  return optimized
}

/** Leaves each scan only the columns that are asked for; `needed` are top-level names of the node's output. */
function prune(node: Node, needed: readonly string[]): Node {
  if (isEager(node)) return node
  switch (node.kind) {
    case 'scan': {
      const fields = node.schema.fields.filter(f => has(needed, f.name))
      return Object.freeze({ ...node, schema: struct(fields), columns: fields.map(f => f.name) })
    }
    case 'local': return node
    case 'project': return prunedProject(node, needed)
    case 'expand': return prunedExpand(node, needed)
    case 'filter': return narrowed(node, prune(node.child, [...needed, ...columnsIn([node.condition], node.child)]))
    case 'with-watermark': return narrowed(node, prune(node.child, [...needed, node.column]))
    case 'time-window': return narrowed(node, prune(node.child, [...needed, ...columnsIn([node.time], node.child)]), node.name)
    case 'session-window': return narrowed(node, prune(node.child, [...needed, ...columnsIn([node.call], node.child)]), node.name)
    case 'aggregate': return prunedAggregate(node, needed)
    // A processor sees whole rows.
    case 'transform-with-state': return Object.freeze({ ...node, child: prune(node.child, namesOf(node.child.schema)) })
    case 'observe': return narrowed(node, prune(node.child, [...needed, ...columnsIn(node.metrics.map(one => one.call), node.child)]))
    case 'sort': return narrowed(node, prune(node.child, [...needed, ...columnsIn(node.orders.map(o => o.by), node.child)]))
    case 'limit': return hasNone(node) ? local('no rows', node.schema, () => []) : narrowed(node, prune(node.child, needed))
    case 'frame-alias': return narrowed(node, prune(node.child, needed))
    // What is distinct already need not be made so (RemoveRedundantAggregates).
    case 'deduplicate': return isDistinct(node) ? prune(node.child, needed) : narrowed(node, onlyNeeded(node.child, [...needed, ...node.keys, ...timesFor(node)]))
    case 'join': {
      const { children: [l, r], keys, residual } = node
      const both = { schema: struct([...l.schema.fields, ...r.schema.fields]) }
      const conditions = [...columnsIn(keys.map(key => key.left), l), ...columnsIn(keys.map(key => key.right), r), ...columnsIn(residual === null ? [] : [residual], both)]
      const [left, right] = node.children.map(child => onlyNeeded(child, [...needed, ...node.using, ...conditions]))
      return joinOver(node, left, right)
    }
    // What is drawn for a row does not depend on its columns.
    case 'sample': return narrowed(node, prune(node.child, needed))
    case 'windowed': return prunedWindowed(node, needed)
    case 'union': return prunedUnion(node, needed)
    // Rows are told apart by all of their columns.
    case 'set-operation': return Object.freeze({ ...node, children: node.children.map(child => prune(child, namesOf(child.schema))) })
  }
}

/** Nor is a column computed that nobody asks for: it might fail. What may tell the ledger of a record is. */
function prunedProject(node: Project, needed: readonly string[]): Node {
  const kept = node.expressions.flatMap((one, i) => (has(needed, node.schema.fields[i].name) || mayReport(one) ? [i] : []))
  const expressions = kept.map(i => node.expressions[i])
  return Object.freeze({ ...node, child: prune(node.child, columnsIn(expressions, node.child)), expressions: Object.freeze(expressions), schema: struct(kept.map(i => node.schema.fields[i])) })
}

/** Nor an aggregate of a group; of a whole frame a count stays, so that it is still a row. */
function prunedAggregate(node: Extract<Node, { kind: 'aggregate' }>, needed: readonly string[]): Node {
  const asked = node.aggregates.filter(one => has(needed, one.name))
  const isIdle = asked.length === 0 && node.keys.length === 0
  const aggregates = (isIdle ? node.aggregates.slice(0, 1).map(counted) : asked).map(one => withoutSure(one, node.child.schema))
  const fields = isIdle ? aggregates.map(one => field(one.name, one.type, one.nullable)) : node.schema.fields.filter((f, i) => i < node.keys.length || aggregates.some(one => one.name === f.name))
  return Object.freeze({ ...node, aggregates, schema: struct(fields), child: prune(node.child, columnsIn([...node.keys, ...aggregates.map(one => one.call)], node.child)) })
}

/** Rows instead of what is computed of them, for a row that nobody asks anything of. */
function counted(of: AggregateColumn): AggregateColumn {
  if (of.call.args.every(arg => arg.kind !== 'call')) return of
  return aggregateColumn(alias(call('count', []), of.name), struct([]))
}

/** To be counted, what is never null is not computed. */
function withoutSure(of: AggregateColumn, schema: Schema): AggregateColumn {
  if (of.call.fn !== 'count' || of.call.args.length === 0 || !of.call.args.every(one => neverNull(one, schema))) return of
  return Object.freeze({ ...of, call: { ...of.call, args: [] }, argTypes: [] })
}

function prunedExpand(node: Expand, needed: readonly string[]): Node {
  const asked = node.schema.fields.flatMap((f, i) => (has(needed, f.name) ? [i] : []))
  const kept = asked.length === 0 ? [node.schema.fields.length - 1] : asked
  const projections = node.projections.map(one => kept.map(i => one[i]))
  return expand(prune(node.child, columnsIn(projections.flat(), node.child)), projections)
}

function prunedWindowed(node: Windowed, needed: readonly string[]): Node {
  const columns = node.columns.filter(one => has(needed, one.name))
  const below = [...needed, ...columnsIn(columns.map(one => one.call), node.child)]
  const child = node.child.kind === 'local' || isEager(node.child) ? keptArguments(node) : prune(node.child, below)
  return columns.length === 0 ? child : windowedOver(child, columns)
}

/** Whether a batch plan gives no rows by its own words; what is projected over values comes first, and may fail. */
function hasNone(node: Limit): boolean {
  return node.count === 0 && !isStreaming(node) && ![...walkPlan(node)].some(one => one.kind === 'local')
}

/** Positions pair the sides, so both lose the same ones. */
function prunedUnion(node: Union, needed: readonly string[]): Node {
  const kept = node.schema.fields.flatMap((f, i) => (has(needed, f.name) ? [i] : []))
  const whole = kept.length === node.schema.fields.length || node.children.some(({ schema }) => new Set(schema.fields.map(f => f.name.toLowerCase())).size < schema.fields.length)
  const children = node.children.map(side => {
    const child = isEager(side) ? unionSide(side) : side
    if (whole) return prune(child, namesOf(child.schema))
    const names = kept.map(i => child.schema.fields[i].name)
    return project(prune(child, names), kept.map(i => columnOf(child.schema.fields[i], child.schema)))
  })
  return Object.freeze({ ...node, children: Object.freeze(children), schema: whole ? node.schema : struct(kept.map(i => node.schema.fields[i])) })
}

/** What reads no column tells nothing of a record. */
function mayReport(of: Expression): boolean {
  return [...walk(of)].some(one => one.kind === 'call' && 'reports' in functionOf(one.fn) && [...walk(one)].some(part => part.kind === 'column'))
}

/** A node that passes its child's columns on, over a child that has fewer of them now. */
function narrowed(node: Filter | WithWatermark | TimeWindow | SessionWindow | Observe | Sort | Limit | Deduplicate | Sample | FrameAlias, child: Node, added?: string): Node {
  const kept = namesOf(child.schema)
  const schema = struct(node.schema.fields.filter((f, i) => kept.includes(f.name) || (f.name === added && i === node.schema.fields.length - 1)))
  return Object.freeze({ ...node, child, schema })
}

/**
 * A child without the columns that nobody above asks for, as Spark's optimizer leaves it. Results depend on it: an operator
 * that remembers rows drops late ones by a watermark's column only where it still has that column.
 */
function onlyNeeded(child: Node, needed: readonly string[]): Node {
  const pruned = prune(child, needed)
  const kept = pruned.schema.fields.filter(f => has(needed, f.name))
  const twice = new Set(kept.map(f => f.name.toLowerCase())).size < kept.length
  return twice || kept.length === pruned.schema.fields.length ? pruned : project(pruned, kept.map(f => columnOf(f, pruned.schema)))
}

function isDistinct(node: Deduplicate): boolean {
  return !isStreaming(node) && node.keys.length === node.schema.fields.length && distinctAt(node.child) !== null
}

/** Spark never prunes an event time by which keys may expire. */
function timesFor({ withinWatermark, child }: Deduplicate): string[] {
  return withinWatermark ? child.schema.fields.filter(f => watermarkDelayMs(f) !== undefined).map(f => f.name) : []
}

function namesOf(schema: Schema): string[] {
  return schema.fields.map(f => f.name)
}

function columnsIn(expressions: readonly Expression[], { schema }: Pick<Node, 'schema'>): string[] {
  return expressions.flatMap(one => columnsOf(one, schema))
}

function has(names: readonly string[], name: string): boolean {
  return names.some(one => sameName(one, name))
}

/** The places of columns that no two rows of a node have alike, as Spark's optimizer knows them (DistinctKeyVisitor); null where it knows none. */
function distinctAt(node: Node): readonly number[] | null {
  switch (node.kind) {
    case 'aggregate': return node.keys.map((_, i) => i)
    case 'deduplicate': return keyColumns(node)
    case 'filter': case 'sort': case 'limit': case 'frame-alias': return distinctAt(node.child)
    case 'project': {
      const places = distinctAt(node.child)?.map(at => node.expressions.findIndex(one => placeOf(one, node.child.schema) === at))
      return places === undefined || places.includes(-1) ? null : places
    }
    default: return null
  }
}

/** Of a column that is handed on, under whatever name; -1 of anything else. */
function placeOf(of: Expression, schema: Schema): number {
  if (of.kind === 'alias') return placeOf(of.child, schema)
  if (of.kind !== 'column') return -1
  const { indexes } = resolvePath(of.path, schema)
  return indexes.length === 1 ? indexes[0] : -1
}

/**
 * A plan without the sorts that nothing above can tell, as Spark's optimizer leaves it (EliminateSorts): what is sorted
 * again, joined, or folded by what takes no order. Nor is then computed what only they have asked for.
 */
function withoutIdleSorts(node: Node): Node {
  const over = withChildren(node, withoutIdleSorts)
  switch (over.kind) {
    case 'sort': return Object.freeze({ ...over, child: unsorted(over.child) })
    case 'join': case 'set-operation': return withChildren(over, unsorted)
    case 'aggregate': return over.aggregates.every(takesNoOrder) ? Object.freeze({ ...over, child: unsorted(over.child) }) : over
    case 'deduplicate': return over.keys.length === over.schema.fields.length ? Object.freeze({ ...over, child: unsorted(over.child) }) : over
    default: return over
  }
}

function unsorted(node: Node): Node {
  switch (node.kind) {
    // It has kept what stands on it from being computed ahead.
    case 'sort': return isEager(node.child) || node.child.kind === 'local' ? Object.freeze({ ...node, orders: [] }) : unsorted(node.child)
    case 'project': case 'filter': case 'frame-alias': case 'time-window': case 'expand': return withChildren(node, unsorted)
    default: return node
  }
}

const WITHOUT_ORDER = new Set(['count', 'countIf', 'countDistinct', 'min', 'max', 'boolAnd', 'boolOr'])
/** Of whole numbers and decimals: sums of doubles depend on it. */
const OF_NUMBERS = new Set(['sum', 'avg'])

function takesNoOrder({ call, argTypes }: AggregateColumn): boolean {
  return WITHOUT_ORDER.has(call.fn) || (OF_NUMBERS.has(call.fn) && argTypes.every(type => !['float', 'double', 'string'].includes(type.kind)))
}
