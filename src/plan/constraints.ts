import { sameType, struct, type DataType, type Field, type Schema } from '../core/data-type'
import { resolvePath } from '../expr/bind'
import { commonType } from '../expr/common-type'
import { call, columnRef, conjuncts, mapChildren, walk, type Expression } from '../expr/expression'
import { columnOf, quote } from './names'
import type { Node } from './node'
import { joinColumns, type Join } from './nodes/join'

/**
 * What holds in every row of a node, as Spark's optimizer knows it. A condition here has its columns by their places
 * (`3`, and a field of it `3.0`), so that two that say the same are the same. That columns are there is told elsewhere.
 */
export function constraintsOf(node: Node): Expression[] {
  return withInferred(toldBy(node), node.schema.fields)
}

function toldBy(node: Node): Expression[] {
  switch (node.kind) {
    case 'filter': return distinct([...constraintsOf(node.child), ...conjuncts(node.condition).flatMap(one => told(one, node.child.schema))])
    case 'project': return passedOn(node.child, node.expressions)
    case 'with-watermark': case 'observe': case 'sort': case 'limit': case 'deduplicate': case 'sample': case 'frame-alias': case 'time-window': case 'session-window': case 'windowed': {
      return constraintsOf(node.child)
    }
    case 'join': return ofJoin(node)
    default: return 'aggregates' in node ? passedOn(node.child, node.keys) : []
  }
}

/** Those and what follows from them by putting one column for another that it equals. */
export function withInferred(all: readonly Expression[], fields: readonly Field[]): Expression[] {
  const inferred = all.flatMap(equality => {
    const others = all.filter(one => one !== equality)
    return swaps(equality, fields).flatMap(([from, to]) => others.map(one => canonical(put(one, from, to))))
  })
  return distinct([...all, ...inferred])
}

/** What the equality of two columns lets stand for what: either for the other, or the one that is not cast for the cast one. */
function swaps(equality: Expression, fields: readonly Field[]): [from: string, to: Expression][] {
  if (equality.kind !== 'call' || equality.fn !== 'eq') return []
  const [a, b] = equality.args
  const types = [typeOf(a, fields), typeOf(b, fields)]
  if (types[0] === null || types[1] === null) return []
  const common = commonType(types[0], types[1])
  if (common === null) return []
  const cast = (of: Expression, type: DataType): Expression => (sameType(type, common) ? of : call('cast', [of], { type: common }))
  const [left, right] = [cast(a, types[0]), cast(b, types[1])]
  return [
    ...(left.kind === 'column' ? [[left.path, right] as [string, Expression]] : []),
    ...(right.kind === 'column' ? [[right.path, left] as [string, Expression]] : []),
  ]
}

/** The type of a whole column, or of one that is cast; null of anything else. */
function typeOf(of: Expression, fields: readonly Field[]): DataType | null {
  if (of.kind === 'column') return of.path.includes('.') ? null : fields[Number(of.path)].type
  return of.kind === 'call' && of.fn === 'cast' && typeOf(of.args[0], fields) !== null ? of.options.type as DataType : null
}

/** What a condition over a node's columns tells; nothing where it says something else every time. */
export function told(condition: Expression, schema: Schema): Expression[] {
  if (isNotNull(condition) || [...walk(condition)].some(one => one.kind === 'call' && CHANGING.has(one.fn))) return []
  return [canonical(byPlace(condition, schema))]
}
const CHANGING = new Set(['rand', 'randn', 'uuid', 'monotonicallyIncreasingId', 'shuffle', 'currentTimestamp', 'currentDate'])

function isNotNull(of: Expression): boolean {
  return of.kind === 'call' && of.fn === 'isNotNull'
}

function byPlace(of: Expression, schema: Schema): Expression {
  return of.kind === 'column' ? columnRef(resolvePath(of.path, schema, of.site).indexes.join('.')) : of.kind === 'alias' ? byPlace(of.child, schema) : mapChildren(of, one => byPlace(one, schema))
}

/** The condition in the names of a schema's columns, of which `from` is the first one's place; null where it reads others. */
export function byName(condition: Expression, schema: Schema, from = 0): Expression | null {
  let known = true
  const named = (of: Expression): Expression => {
    if (of.kind !== 'column') return mapChildren(of, named)
    const [at, ...deeper] = of.path.split('.').map(Number)
    const column = schema.fields[at - from]
    if (column === undefined) {
      known = false
      return of
    }
    let { type } = column
    const names = deeper.map(index => {
      const inner = (type as Schema).fields[index]
      type = inner.type
      return quote(inner.name)
    })
    return columnRef([columnOf(column, schema).path, ...names].join('.'))
  }
  const result = named(condition)
  return known && [...walk(condition)].some(one => one.kind === 'column') ? result : null
}

/** What is passed on, under the places that it gets; what is made there equals its column. */
function passedOn(child: Node, made: readonly Expression[]): Expression[] {
  // Places of the child stay apart from those of the result, until all are known.
  let all = constraintsOf(child).map(one => moved(one, at => `below ${at}`))
  made.forEach((one, at) => {
    const here = columnRef(String(at))
    const of = moved(canonical(byPlace(one, child.schema)), place => `below ${place}`)
    const text = textOf(of)
    const constant = ![...walk(of)].some(part => part.kind === 'column')
    if (!constant) all = distinct([...all, ...all.map(condition => canonical(substituted(condition, text, here)))])
    if (one.kind === 'alias') all.push(canonical(call('eqNullSafe', [here, of])))
  })
  return all.filter(one => ![...walk(one)].some(part => part.kind === 'column' && part.path.startsWith('below ')))
}

function substituted(condition: Expression, text: string, by: Expression): Expression {
  if (textOf(condition) === text) return by
  if (condition.kind === 'column' && by.kind === 'column') {
    const [whole, ...fields] = condition.path.split('.')
    if (fields.length > 0 && textOf(columnRef(whole)) === text) return columnRef([by.path, ...fields].join('.'))
  }
  return mapChildren(condition, one => substituted(one, text, by))
}

function ofJoin(of: Join): Expression[] {
  const [left, right] = of.children
  const inside = of.type === 'inner' || of.type === 'cross' ? acrossJoin(of)
    : of.type === 'semi' || of.type === 'left' || of.type === 'anti' ? constraintsOf(left)
      : of.type === 'right' ? constraintsOf(right).map(one => moved(one, at => String(Number(at) + left.schema.fields.length))) : []
  const places = new Map<number, number>()
  joinColumns(left.schema, right.schema, of.type, of.using).forEach((one, at) => {
    if (one.left >= 0 && one.right < 0) places.set(one.left, at)
    if (one.right >= 0 && one.left < 0) places.set(one.right + left.schema.fields.length, at)
  })
  const stays = inside.filter(one => [...walk(one)].every(part => part.kind !== 'column' || places.has(Number(part.path.split('.')[0]))))
  return stays.map(one => canonical(moved(one, at => String(places.get(Number(at))))))
}

/** What holds of both sides' columns together where rows meet, the right side's places after the left one's. */
export function acrossJoin({ children: [left, right], keys, residual }: Join): Expression[] {
  const count = left.schema.fields.length
  const both = struct([...left.schema.fields, ...right.schema.fields])
  const further = (one: Expression): Expression => moved(one, at => String(Number(at) + count))
  return distinct([
    ...constraintsOf(left), ...constraintsOf(right).map(further),
    ...keys.map(key => canonical(call(key.nullSafe ? 'eqNullSafe' : 'eq', [byPlace(key.left, left.schema), further(byPlace(key.right, right.schema))]))),
    ...(residual === null ? [] : conjuncts(residual)).flatMap(one => told(one, both)),
  ])
}

/** With each column's place another. */
export function moved(of: Expression, to: (at: string) => string): Expression {
  if (of.kind !== 'column') return mapChildren(of, one => moved(one, to))
  const [at, ...fields] = of.path.split('.')
  return columnRef([to(at), ...fields].join('.'))
}

/** With another expression for a column; of what cannot be taken a field of, none. */
function put(of: Expression, path: string, by: Expression): Expression {
  if (of.kind !== 'column') return mapChildren(of, one => put(one, path, by))
  if (of.path === path) return by
  return by.kind === 'column' && of.path.startsWith(`${path}.`) ? columnRef(`${by.path}${of.path.slice(path.length)}`) : of
}

/** One form of a comparison: `>` turned round, and of what may be said either way the one that sorts first. */
function canonical(of: Expression): Expression {
  if (of.kind !== 'call') return of
  const args = of.args.map(canonical)
  if (of.fn === 'gt' || of.fn === 'geq') return call(of.fn === 'gt' ? 'lt' : 'leq', [args[1], args[0]])
  const ordered = EITHER_WAY.has(of.fn) && textOf(args[0]) > textOf(args[1]) ? [args[1], args[0]] : args
  return call(of.fn, ordered, of.options)
}
const EITHER_WAY = new Set(['eq', 'neq', 'eqNullSafe'])

export function distinct(all: readonly Expression[]): Expression[] {
  return [...new Map(all.map(one => [textOf(one), one])).values()]
}

/** Two conditions of the same text say the same. */
export function textOf(condition: Expression): string {
  return JSON.stringify(condition, (key, value: unknown) => (key === 'site' ? undefined : typeof value === 'bigint' ? `${value}n` : value))
}
