import { field, struct, typeName, type Field, type Schema } from '../../core/data-type'
import { defineError } from '../../core/errors'
import { didYouMean } from '../../core/nearest'
import { bind, resolvePath } from '../../expr/bind'
import { commonType } from '../../expr/common-type'
import { allOf, call, columnRef, conjuncts, walk, type Expression } from '../../expr/expression'
import { quote, sameName } from '../names'
import type { Node } from '../node'
import { refuseOver } from '../refuse-over'

declare module '../node' { interface Nodes { join: Join } }

export const UnknownUsingColumn = defineError({ code: 'UNRESOLVED_USING_COLUMN_FOR_JOIN', fault: 'user' })
export const JoinNotBoolean = defineError({ code: 'JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE', fault: 'user' })

export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti' | 'cross'

/** Two expressions, one a side, that must be equal; where `nullSafe`, null equals null. */
export interface JoinKey {
  readonly left: Expression
  readonly right: Expression
  readonly nullSafe: boolean
}

/** The rows of two frames that belong together. */
export interface Join {
  readonly kind: 'join'
  /** The left one and the right one. */
  readonly children: readonly Node[]
  readonly schema: Schema
  readonly type: JoinType
  /** Columns that both sides have and the result has once. */
  readonly using: readonly string[]
  readonly keys: readonly JoinKey[]
  /** What the condition asks beside the keys, over the columns of both sides; null = nothing. */
  readonly residual: Expression | null
}

/** A join on columns that both sides have; in the result they stand first, once. */
export function joinUsing(left: Node, right: Node, names: readonly string[], type: JoinType): Join {
  const keys = names.map((name): JoinKey => {
    for (const [side, { schema }] of [['left', left], ['right', right]] as const) {
      if (!schema.fields.some(f => sameName(f.name, name))) {
        throw new UnknownUsingColumn(`there is no column '${name}' on the ${side} side of the join`, { hint: didYouMean(name, schema.fields.map(f => f.name)) })
      }
    }
    return Object.freeze({ left: columnRef(quote(name)), right: columnRef(quote(name)), nullSafe: false })
  })
  for (const { left: a, right: b } of keys) requireComparable(resolvePath(pathOf(a), left.schema).type, resolvePath(pathOf(b), right.schema).type)
  return joinNode(left, right, type, names, keys, null)
}

/** A join on a condition over both sides' columns; null = every row with every row. */
export function joinOn(left: Node, right: Node, condition: Expression | null, type: JoinType): Join {
  if (condition === null) return joinNode(left, right, type, [], [], null)
  refuseOver('join', [condition])
  const both = struct([...left.schema.fields, ...right.schema.fields])
  const bound = bind(condition, both)
  if (bound.type.kind !== 'boolean' && bound.type.kind !== 'null') {
    throw new JoinNotBoolean(`a join's condition is BOOLEAN, and ${bound.name} is ${typeName(bound.type)}`, { hint: 'Compare the columns of both sides: col(…).eq(col(…)).' })
  }
  return joinSplit(left, right, conjuncts(condition), type, [])
}

/** A join on conditions that must all hold, the equalities between the sides made keys. */
export function joinSplit(left: Node, right: Node, conditions: readonly Expression[], type: JoinType, using: readonly string[], keys: readonly JoinKey[] = []): Join {
  const found: JoinKey[] = [...keys]
  const rest: Expression[] = []
  for (const one of conditions) {
    const key = keyOf(one, left.schema, right.schema)
    if (key === null) rest.push(one)
    else found.push(key)
  }
  return joinNode(left, right, type, using, found, rest.length === 0 ? null : allOf(rest))
}

function joinNode(left: Node, right: Node, type: JoinType, using: readonly string[], keys: readonly JoinKey[], residual: Expression | null): Join {
  const columns = joinColumns(left.schema, right.schema, type, using)
  return Object.freeze({
    kind: 'join', children: Object.freeze([left, right] as const), schema: struct(columns.map(one => one.field)),
    type, using: Object.freeze([...using]), keys: Object.freeze([...keys]), residual,
  })
}

/** The same join over other sides, whose columns are among the ones before; what was nullable still is. */
export function joinOver(of: Join, left: Node, right: Node): Join {
  const over = joinNode(left, right, of.type, of.using, of.keys, of.residual)
  let at = 0
  const fields = over.schema.fields.map(one => {
    while (of.schema.fields[at].name !== one.name) at++
    const { nullable } = of.schema.fields[at++]
    return nullable && !one.nullable ? field(one.name, one.type, true, one.metadata) : one
  })
  return Object.freeze({ ...over, schema: struct(fields) })
}

/** A column of a join's result: where it is taken from; from both = the left one's, or where that is null the right one's. */
export interface JoinColumn {
  readonly field: Field
  readonly left: number
  readonly right: number
}

export function joinColumns(left: Schema, right: Schema, type: JoinType, using: readonly string[]): JoinColumn[] {
  const leftNullable = type === 'right' || type === 'full'
  const rightNullable = type === 'left' || type === 'full'
  const at = (schema: Schema, name: string): number => schema.fields.findIndex(f => sameName(f.name, name))
  const merged = using.map((name): JoinColumn => {
    const [l, r] = [at(left, name), at(right, name)]
    if (type === 'right') return { field: right.fields[r], left: -1, right: r }
    if (type !== 'full') return { field: left.fields[l], left: l, right: -1 }
    const [a, b] = [left.fields[l], right.fields[r]]
    return { field: field(a.name, commonType(a.type, b.type) ?? a.type, true), left: l, right: r }
  })
  const isMerged = (f: Field): boolean => using.some(name => sameName(name, f.name))
  const side = (schema: Schema, which: 'left' | 'right', nullable: boolean): JoinColumn[] => schema.fields.flatMap((f, i) => (isMerged(f) ? [] : [{
    field: nullable ? field(f.name, f.type, true, f.metadata) : f, left: which === 'left' ? i : -1, right: which === 'right' ? i : -1,
  }]))
  const lefts = side(left, 'left', leftNullable)
  return [...merged, ...lefts, ...(type === 'semi' || type === 'anti' ? [] : side(right, 'right', rightNullable))]
}

export type Side = 'left' | 'right'

/** The sides whose columns an expression reads. */
export function sidesOf(of: Expression, left: Schema, right: Schema): Side[] {
  const both = struct([...left.fields, ...right.fields])
  const sides = [...walk(of)].flatMap((one): Side[] => (one.kind === 'column' ? [resolvePath(one.path, both, one.site).indexes[0] < left.fields.length ? 'left' : 'right'] : []))
  return [...new Set(sides)]
}

function keyOf(of: Expression, left: Schema, right: Schema): JoinKey | null {
  if (of.kind !== 'call' || (of.fn !== 'eq' && of.fn !== 'eqNullSafe')) return null
  const [a, b] = of.args
  const [sideA, sideB] = [sidesOf(a, left, right), sidesOf(b, left, right)]
  if (sideA.length !== 1 || sideB.length !== 1 || sideA[0] === sideB[0]) return null
  const nullSafe = of.fn === 'eqNullSafe'
  return Object.freeze(sideA[0] === 'left' ? { left: a, right: b, nullSafe } : { left: b, right: a, nullSafe })
}

function requireComparable(a: Field['type'], b: Field['type']): void {
  if (commonType(a, b) === null) bind(call('eq', [columnRef('left'), columnRef('right')]), struct([field('left', a), field('right', b)]))
}

function pathOf(of: Expression): string {
  return of.kind === 'column' ? of.path : ''
}

export function explainJoin(node: Join): string {
  const [left, right] = node.children
  const keys = node.keys.map(key => `${bind(key.left, left.schema).name} ${key.nullSafe ? '<=>' : '='} ${bind(key.right, right.schema).name}`)
  const residual = node.residual === null ? [] : [bind(node.residual, struct([...left.schema.fields, ...right.schema.fields])).name]
  return `Join ${node.type} [${[...keys, ...residual].join(', ')}]`
}
