import { typeName, type DataType, type Schema } from '../core/data-type'
import { defineError, NotSupported } from '../core/errors'
import { Decimal } from '../core/decimal'
import { Instant, LocalDate, LocalDateTime } from '../core/instant'
import { didYouMean } from '../core/nearest'
import { textToBigint, textToBoolean, textToDate, textToDouble, textToTimestamp, textToTimestampNtz } from '../core/text-to-value'
import { pathParts, resolvePath } from '../expr/bind'
import { allOf, call, columnRef, literal, mapChildren, type Expression } from '../expr/expression'
import { quote, sameName } from './names'
import { walkPlan, type Node, type NodeKind } from './node'
import type { Aggregate } from './nodes/aggregate'
import { filter } from './nodes/filter'

/** A key that a result does not have, or a value that it cannot be. */
export const InvalidMarkKey = defineError({ code: 'INVALID_MARK_KEY', fault: 'user' })

/** What tells a mark from the others: columns of the result, or fields of them, with their values. */
export type MarkKey = Readonly<Record<string, unknown>>

export interface BehindMark {
  /** The rows that went into the mark, with every column they had. */
  readonly plan: Node
  /** What made a mark of them; null where rows are marks themselves. */
  readonly aggregate: Aggregate | null
}

/** Operators that make rows of rows, each by itself: below them, a row of the result is one of the input. */
export const rowWise: readonly NodeKind[] = ['scan', 'local', 'project', 'filter', 'frame-alias', 'with-watermark', 'time-window', 'union']

/**
 * The plan of the rows behind a mark: what is below the aggregate, with the key's values as conditions. A key may name
 * fewer columns than tell a group: then the rows of all groups that have these values are behind it.
 *
 * @throws INVALID_MARK_KEY, NOT_SUPPORTED
 */
export function behindMark(plan: Node, key: MarkKey): BehindMark {
  const conditions = flat(key).map(([path, value]) => ({ path, condition: condition(path, value, plan.schema) }))
  const { node, aggregate, conditions: below } = descend(plan, conditions) ?? { node: plan, aggregate: null, conditions }
  const barrier = [...walkPlan(node)].find(one => !rowWise.includes(one.kind))
  if (barrier !== undefined) {
    throw new NotSupported(`the rows behind a mark cannot be told through '${barrier.kind}'`, { hint: 'They can where rows go into one aggregate straight, or into none: select, where, withColumn, union and windows may stand below it.' })
  }
  const all = below.map(one => one.condition)
  return { plan: all.length === 0 ? node : filter(node, allOf(all)), aggregate }
}

interface Condition { readonly path: string; readonly condition: Expression }

/** To the aggregate below, with the conditions said in the names of its input; null where there is none. */
function descend(node: Node, conditions: readonly Condition[]): { node: Node; aggregate: Aggregate; conditions: readonly Condition[] } | null {
  switch (node.kind) {
    case 'aggregate': return { node: node.child, aggregate: node, conditions: conditions.map(one => through(one, node.schema, node.keys, `'${one.path}' is an aggregate of the rows, not what groups them`)) }
    case 'project': {
      // The conditions are looked at only where an aggregate is below.
      if (![...walkPlan(node.child)].some(one => one.kind === 'aggregate')) return null
      return descend(node.child, conditions.map(one => through(one, node.schema, node.expressions, `'${one.path}' is computed from the groups`)))
    }
    case 'filter': case 'sort': case 'limit': case 'with-watermark': return descend(node.child, conditions)
    default: return null
  }
}

/** The condition with each column replaced by what it is made of. */
function through({ path, condition: of }: Condition, schema: Schema, made: readonly Expression[], otherwise: string): Condition {
  const replace = (one: Expression): Expression => {
    if (one.kind !== 'column') return mapChildren(one, replace)
    const [name, ...fields] = pathParts(one.path)
    const source = bare(made[schema.fields.findIndex(f => sameName(f.name, name))])
    if (source !== undefined && fields.length === 0) return source
    if (source?.kind === 'column') return { ...source, path: [source.path, ...fields.map(quote)].join('.') }
    const keys = schema.fields.slice(0, made.length).map(f => f.name)
    throw new InvalidMarkKey(otherwise, { hint: keys.length === 0 ? 'There is one group of all rows: pass {}.' : `A mark's key is of: ${keys.join(', ')}.`, site: one.site })
  }
  return { path, condition: replace(of) }
}

function bare(of: Expression | undefined): Expression | undefined {
  return of?.kind === 'alias' ? bare(of.child) : of
}

/** `{ window: { start } }` says the same as `{ 'window.start': … }`. */
function flat(key: MarkKey, before = ''): [string, unknown][] {
  return Object.entries(key).flatMap(([name, value]): [string, unknown][] => {
    const path = before === '' ? name : `${before}.${name}`
    return isFields(value) ? flat(value, path) : [[path, value]]
  })
}

function isFields(value: unknown): value is MarkKey {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
}

function condition(path: string, value: unknown, schema: Schema): Expression {
  const column = columnRef(path)
  const { type } = typeOf(path, schema)
  if (value === null || value === undefined) return call('isNull', [column])
  const meant = valueOf(value, type)
  if (meant !== undefined) return call('eq', [column, literal(meant, type)])
  throw new InvalidMarkKey(`the key's '${path}' is ${typeName(type)}, and was given ${typeof value === 'string' ? 'a text that is none' : `a ${typeof value}`}`, {
    hint: type.kind === 'timestamp' ? "A time is said as the tooltip does: '2021-10-29T10:00:00Z'." : undefined, details: { column: path },
  })
}

function typeOf(path: string, schema: Schema): { type: DataType } {
  const [name] = pathParts(path)
  if (schema.fields.some(f => sameName(f.name, name))) return resolvePath(path, schema)
  throw new InvalidMarkKey(`the result has no column '${name}'`, { hint: didYouMean(name, schema.fields.map(f => f.name)) })
}

/** What a value of JavaScript, or its text, means as a value of a column; undefined where it means none. */
function valueOf(value: unknown, type: DataType): unknown {
  const text = typeof value === 'string' ? value : undefined
  switch (type.kind) {
    case 'string': return text
    case 'boolean': return typeof value === 'boolean' ? value : text === undefined ? undefined : textToBoolean(text) ?? undefined
    case 'tinyint': case 'smallint': case 'int': case 'bigint': return integer(value, type.kind)
    case 'float': case 'double': return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : text === undefined ? undefined : textToDouble(text) ?? undefined
    case 'decimal': return Decimal.parse(String(value)) ?? undefined
    case 'timestamp': return instant(value)
    case 'timestamp_ntz': return local(value)
    case 'date': return date(value)
    default: return undefined
  }
}

function integer(value: unknown, kind: DataType['kind']): number | bigint | undefined {
  const whole = typeof value === 'bigint' ? value
    : typeof value === 'number' && Number.isInteger(value) ? BigInt(value)
      : typeof value === 'string' ? textToBigint(value) ?? undefined : undefined
  return whole === undefined ? undefined : kind === 'bigint' ? whole : Number(whole)
}

function instant(value: unknown): Instant | undefined {
  if (typeof value === 'string') {
    const micros = textToTimestamp(value)
    return micros === null ? undefined : new Instant(micros)
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : Instant.ofMillis(value.getTime())
  // Across two copies of the package a class is not the same.
  const micros = (value as { micros?: unknown }).micros
  return typeof micros === 'bigint' ? new Instant(micros) : undefined
}

function local(value: unknown): LocalDateTime | undefined {
  const micros = typeof value === 'string' ? textToTimestampNtz(value) : (value as { micros?: unknown }).micros
  return typeof micros === 'bigint' ? new LocalDateTime(micros) : undefined
}

function date(value: unknown): LocalDate | undefined {
  if (typeof value === 'string') {
    const days = textToDate(value)
    return days === null ? undefined : new LocalDate(days)
  }
  const days = value instanceof Date ? Math.floor(value.getTime() / 86_400_000) : (value as { days?: unknown }).days
  return typeof days === 'number' && Number.isInteger(days) ? new LocalDate(days) : undefined
}
