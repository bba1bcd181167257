import { BOOLEAN } from '../core/data-type'
import { allOf, call, columnRef, literal } from '../expr/expression'
import { quote } from '../plan/names'
import type { Node, NodeKind } from '../plan/node'
import { wireExpression, namedExpression, sortOrder, type Sites } from './expression'
import { EmbeddedOnly } from './errors'
import type { Message } from './protocol'
import { enums } from './protocol/enums'
import { QUARANTINED, quarantineName } from './quarantined'
import { scanRelation } from './scan-relation'
import type { Relation, Wire } from './wire'
import type { Aggregate } from '../plan/nodes/aggregate'
import type { Expand } from '../plan/nodes/expand'
import type { Local } from '../plan/nodes/local'

type Build<K extends NodeKind> = (node: Extract<Node, { kind: K }>, wire: Wire) => Relation['relType']

const relations: { readonly [K in NodeKind]: Build<K> } = {
  scan: scanRelation,
  local: (node, { local }) => ({ case: 'localRelation', value: local(node) }),
  project: (node, wire) => ({
    case: 'project',
    value: { input: wire.relation(node.child), expressions: node.expressions.map((one, i) => wire.named(one, node.schema.fields[i].name)) },
  }),
  filter: (node, wire) => {
    const input = wire.relation(node.child)
    const condition = wire.expression(node.condition)
    if (node.quarantine === undefined) return { case: 'filter', value: { input, condition } }
    // A server keeps no copies: it counts the rows, and lets the same ones through.
    const goes = call('not', [call('coalesce', [node.condition, literal(false, BOOLEAN)])])
    const counted: Relation = { relType: { case: 'collectMetrics', value: { input, name: quarantineName(wire.place(node)), metrics: [wire.named(call('countIf', [goes]), QUARANTINED)] } } }
    return { case: 'filter', value: { input: counted, condition } }
  },
  'frame-alias': (node, wire) => ({ case: 'subqueryAlias', value: { input: wire.relation(node.child), alias: node.name } }),
  'with-watermark': (node, wire) => ({
    case: 'withWatermark', value: { input: wire.relation(node.child), eventTime: quote(node.column), delayThreshold: node.delay },
  }),
  'time-window': (node, wire) => ({
    case: 'project',
    value: {
      input: wire.relation(node.child),
      expressions: [
        { exprType: { case: 'unresolvedStar', value: {} } },
        wire.named({ kind: 'call', fn: 'window', args: [node.time], options: { windowMicros: node.windowMicros, slideMicros: node.slideMicros, startMicros: node.startMicros } }, node.name),
      ],
    },
  }),
  'session-window': (node, wire) => ({
    case: 'project',
    value: { input: wire.relation(node.child), expressions: [{ exprType: { case: 'unresolvedStar', value: {} } }, wire.named(node.call, node.name)] },
  }),
  observe: (node, wire) => ({
    case: 'collectMetrics', value: { input: wire.relation(node.child), name: node.name, metrics: node.metrics.map(one => wire.named(one.call, one.name)) },
  }),
  'transform-with-state': () => {
    throw new EmbeddedOnly('a processor written in TypeScript cannot run on a Spark server', { hint: 'Run this query on the embedded engine, or write the processor in Python there.' })
  },
  aggregate: (node, wire) => (node.child.kind === 'expand' && node.child.sets !== undefined ? groupedBySets(node, node.child, node.child.sets, wire) : {
    case: 'aggregate',
    value: {
      input: wire.relation(node.child), groupType: enums['Aggregate.GroupType'].GROUP_TYPE_GROUPBY,
      groupingExpressions: node.keys.map((key, i) => wire.named(key, node.schema.fields[i].name)),
      aggregateExpressions: node.aggregates.map(one => wire.named(one.call, one.name)),
    },
  }),
  deduplicate: (node, wire) => ({
    case: 'deduplicate',
    value: {
      input: wire.relation(node.child), columnNames: node.keys,
      allColumnsAsKeys: false, withinWatermark: node.withinWatermark,
    },
  }),
  expand: (node, wire) => node.projections
    .map((one): Relation['relType'] => ({
      case: 'project', value: { input: wire.relation(node.child), expressions: one.map((of, i) => wire.named(of, node.schema.fields[i].name)) },
    }))
    .reduce((left, right) => united({ relType: left }, { relType: right })),
  join: ({ children: [left, right], type, using, keys, residual }, wire) => {
    const conditions = [...keys.map(key => call(key.nullSafe ? 'eqNullSafe' : 'eq', [key.left, key.right])), ...(residual === null ? [] : [residual])]
    return {
      case: 'join',
      value: {
        left: wire.relation(left), right: wire.relation(right), joinType: enums['Join.JoinType'][JOIN_TYPES[type]],
        ...(using.length > 0 ? { usingColumns: using } : conditions.length > 0 ? { joinCondition: wire.expression(allOf(conditions)) } : {}),
      },
    }
  },
  union: (node, wire) => {
    const [leftInput, rightInput] = node.children.map(child => wire.relation(child))
    return united(leftInput, rightInput)
  },
  'set-operation': ({ children: [left, right], keeps, all }, wire) => ({
    case: 'setOp',
    value: {
      leftInput: wire.relation(left), rightInput: wire.relation(right), isAll: all, byName: false,
      setOpType: enums['SetOperation.SetOpType'][keeps === 'intersect' ? 'SET_OP_TYPE_INTERSECT' : 'SET_OP_TYPE_EXCEPT'],
    },
  }),
  sample: (node, wire) => ({
    case: 'sample', value: { input: wire.relation(node.child), lowerBound: 0, upperBound: node.fraction, withReplacement: node.again, seed: node.seed },
  }),
  windowed: (node, wire) => ({
    case: 'project',
    value: {
      input: wire.relation(node.child),
      expressions: [{ exprType: { case: 'unresolvedStar', value: {} } }, ...node.columns.map(one => wire.named(one.call, one.name))],
    },
  }),
  sort: (node, wire) => ({
    case: 'sort',
    value: {
      input: wire.relation(node.child), isGlobal: true,
      order: node.orders.map(({ by, descending, nullsFirst }) => ({
        child: wire.expression(by), ...sortOrder({ descending, nullsFirst }),
      })),
    },
  }),
  limit: ({ child, count, skip }, wire) => {
    const input = wire.relation(child)
    return skip > 0 ? { case: 'offset', value: { input, offset: skip } } : { case: 'limit', value: { input, limit: count } }
  },
}

/**
 * As grouping sets, which a server expands by itself: said as a union of them it would read its input, and mark it, once for
 * each. Its keys are columns that a projection adds; they take their names when they are grouped.
 */
function groupedBySets({ schema, keys, aggregates }: Aggregate, { child, projections, schema: { fields } }: Expand, sets: readonly (readonly number[])[], wire: Wire): Relation['relType'] {
  const named = fields.slice(0, -1)
  const grouping = named.slice(child.schema.fields.length).map(f => wire.expression(columnRef(quote(f.name))))
  const [set] = schema.fields.slice(keys.length - 1)
  const input: Relation = { relType: { case: 'project', value: { input: wire.relation(child), expressions: named.map((f, i) => wire.named(projections[0][i], f.name)) } } }
  const grouped: Relation = {
    relType: {
      case: 'aggregate',
      value: {
        input, groupType: enums['Aggregate.GroupType'].GROUP_TYPE_GROUPING_SETS,
        groupingExpressions: grouping, groupingSets: sets.map(one => ({ groupingSet: one.map(i => grouping[i]) })),
        aggregateExpressions: [wire.named(call('groupingId', []), set.name), ...aggregates.map(one => wire.named(one.call, one.name))],
      },
    },
  }
  return { case: 'toDf', value: { input: grouped, columnNames: schema.fields.map(f => f.name) } }
}

function united(leftInput: Relation, rightInput: Relation): Relation['relType'] {
  return { case: 'setOp', value: { leftInput, rightInput, setOpType: enums['SetOperation.SetOpType'].SET_OP_TYPE_UNION, isAll: true, byName: false } }
}

export interface RelationParts {
  /** Filled with the lines that wrote the plan. */
  readonly sites: Sites
  /** The rows that travel with it. */
  readonly locals: ReadonlyMap<Local, Message<'LocalRelation'>>
  readonly env: Wire['env']
}

const JOIN_TYPES = {
  inner: 'JOIN_TYPE_INNER', left: 'JOIN_TYPE_LEFT_OUTER', right: 'JOIN_TYPE_RIGHT_OUTER', full: 'JOIN_TYPE_FULL_OUTER',
  semi: 'JOIN_TYPE_LEFT_SEMI', anti: 'JOIN_TYPE_LEFT_ANTI', cross: 'JOIN_TYPE_CROSS',
} as const

/** A plan as Spark Connect's relations. */
export function relationOf(plan: Node, { sites, locals, env }: RelationParts): Relation {
  const places = new Map<Node, number>()
  const wire: Wire = {
    env,
    relation: of => ({ relType: build(of, wire) }),
    expression: of => wireExpression(of, sites),
    named: (of, name) => namedExpression(of, name, sites),
    local: of => locals.get(of)!,
    place: of => {
      const place = places.get(of) ?? places.size
      places.set(of, place)
      return place
    },
  }
  return wire.relation(plan)
}

function build<K extends NodeKind>(node: Extract<Node, { kind: K }>, wire: Wire): Relation['relType'] {
  return (relations[node.kind] as Build<K>)(node, wire)
}
