import { field, struct, type DataType, type Field, type Schema } from '../../core/data-type'
import { defineError, NotSupported } from '../../core/errors'
import { bind } from '../../expr/bind'
import { alias, columnRef, type Call, type Expression } from '../../expr/expression'
import { functionOf, type AggregateFunction } from '../../expr/registry'
import { isSessionWindow, watermarkDelayMs } from '../metadata'
import { quote, sameName } from '../names'
import type { Node } from '../node'
import { outputField } from '../output-field'
import { refuseOver } from '../refuse-over'
import { windowBelow, windowCall, windowName } from '../window-below'

/** Spark's own class for several windows in one expression list. */
export const SeveralWindows = defineError({ code: '_LEGACY_ERROR_TEMP_1039', fault: 'user' })

declare module '../node' { interface Nodes { aggregate: Aggregate } }

/** Groups rows by keys and folds each group. A window among the keys is a `time-window` node below. */
export interface Aggregate {
  readonly kind: 'aggregate'
  readonly child: Node
  readonly schema: Schema
  readonly keys: readonly Expression[]
  readonly aggregates: readonly AggregateColumn[]
  /** Which key carries the watermark, so that groups can close; -1 where none does. */
  readonly eventTimeKey: number
  /** Which key is a session window, so that groups whose sessions touch are one; -1 where none is. */
  readonly sessionKey: number
}

export interface AggregateColumn {
  readonly name: string
  readonly fn: AggregateFunction
  readonly call: Call
  readonly argTypes: readonly DataType[]
  readonly type: DataType
  readonly nullable: boolean
}

export function aggregate(child: Node, keys: readonly Expression[], aggregates: readonly Expression[]): Aggregate {
  refuseOver('groupBy', keys)
  const { input, keys: plainKeys } = withWindows(child, keys)
  const keyFields = plainKeys.map(key => outputField(key, input.schema))
  const columns = aggregates.map(one => aggregateColumn(one, input.schema))
  const fields: Field[] = [...keyFields, ...columns.map(c => field(c.name, c.type, c.nullable))]
  return Object.freeze({
    kind: 'aggregate', child: input, schema: struct(fields), keys: Object.freeze(plainKeys), aggregates: Object.freeze(columns),
    eventTimeKey: keyFields.findIndex(f => watermarkDelayMs(f) !== undefined),
    sessionKey: keyFields.findIndex(isSessionWindow),
  })
}

/** The keys with each window among them as a column that a node below adds. */
export function withWindows(child: Node, keys: readonly Expression[]): { input: Node; keys: Expression[] } {
  const calls = keys.flatMap(key => windowCall(key) ?? [])
  if (calls.length > 1 && calls.some(one => one.fn === 'sessionWindow')) {
    throw new SeveralWindows('a groupBy takes one session window, and no window of time beside it', { hint: 'Group the result of one by the other.', site: calls[1].site })
  }
  let input = child
  const plain = keys.map(key => {
    const call = windowCall(key)
    if (call === undefined) return key
    const name = windowName(key)
    // A frame that was grouped by a window before has a column of that name.
    const below = input.schema.fields.some(f => sameName(f.name, name)) ? `(${name})` : name
    input = windowBelow(input, call, below)
    return below === name ? columnRef(quote(name)) : alias(columnRef(quote(below)), name)
  })
  return { input, keys: plain }
}

function unalias(of: Expression): { call?: Call; name?: string } {
  if (of.kind === 'alias') return { call: unalias(of.child).call, name: of.name }
  return of.kind === 'call' ? { call: of } : {}
}

export function aggregateColumn(of: Expression, schema: Schema): AggregateColumn {
  const { call, name } = unalias(of)
  const fn = call === undefined ? undefined : functionOf(call.fn)
  if (call === undefined || fn?.is !== 'aggregate') {
    throw new NotSupported('agg takes aggregates: count(), sum(…), avg(…), min(…), max(…)', { site: call?.site, hint: 'Compute with the result in a select or withColumn after agg.' })
  }
  refuseOver('agg', call.args)
  const args = call.args.map(arg => bind(arg, schema))
  const argNames = args.map(arg => arg.name)
  return Object.freeze({
    name: name ?? fn.sql?.(argNames, call.options) ?? `${fn.spark}(${argNames.join(', ')})`,
    fn, call, argTypes: args.map(arg => arg.type),
    type: fn.resultType(args.map(arg => arg.type), call.options, args),
    nullable: fn.nullable?.(args.map(arg => arg.nullable), call.options, args.map(arg => arg.type), args) ?? true,
  })
}

/** `agg({ logins: count() })` as expressions. */
export function namedAggregates(of: Readonly<Record<string, Expression>>): Expression[] {
  return Object.entries(of).map(([name, one]) => alias(one, name))
}

export function explainAggregate(node: Aggregate): string {
  const keys = node.schema.fields.slice(0, node.keys.length).map(f => f.name)
  return `Aggregate [${keys.join(', ')}], [${node.aggregates.map(a => a.name).join(', ')}]`
}
