import { INT } from '../core/data-type'
import { defineError, NotSupported } from '../core/errors'
import { isNumeric } from '../expr/common-type'
import { alias, call, columnRef, literal, type Expression } from '../expr/expression'
import { quote } from './names'
import { isStreaming, type Node } from './node'
import { aggregate } from './nodes/aggregate'

/** A value that a pivoted column is made of twice, or one that is no value. */
export const InvalidPivot = defineError({ code: 'INVALID_PIVOT', fault: 'user' })

/** What a pivot's columns are named after: the value's own text. */
export type PivotValue = string | number | bigint | boolean | null

export interface PivotOf {
  readonly by: Expression
  readonly values: readonly PivotValue[]
  readonly literals: readonly Expression[]
  /** What each aggregate is called behind a value's name; unused where there is only one. */
  readonly names: readonly string[]
}

/**
 * One row a group, with a column for each of the values (and each aggregate). Groups by the value too, then lays its
 * groups side by side: null where a group has no row with that value. Where an aggregate is no number, Spark folds only
 * the rows with the value instead, by which a count of none is 0, of all the aggregates; so it is here.
 */
export function pivot(child: Node, keys: readonly Expression[], aggregates: readonly Expression[], { by, values, literals, names }: PivotOf): Node {
  if (isStreaming(child)) {
    throw new NotSupported('a stream cannot be pivoted: it would have to aggregate twice', { hint: 'Pivot the memory table, or in foreachBatch.' })
  }
  if (values.length === 0) throw new InvalidPivot('pivot needs the values that become columns', { hint: "pivot('action', ['login', 'logout'])" })
  const twice = values.find((value, i) => values.indexOf(value) < i)
  if (twice !== undefined) throw new InvalidPivot(`pivot is given ${String(twice)} twice`, { hint: 'Each value becomes a column of its own.' })
  const nameOf = (value: PivotValue, i: number): string => (aggregates.length === 1 ? String(value) : `${String(value)}_${names[i]}`)
  const grouped = aggregate(child, keys, aggregates)
  if (!grouped.aggregates.every(({ type }) => isNumeric(type) || type.kind === 'boolean')) {
    const columns = values.flatMap((value, v) => aggregates.map((one, i) => alias(onlyWhere(call('eqNullSafe', [by, literals[v]]), bare(one)), nameOf(value, i))))
    return aggregate(child, keys, columns)
  }
  const inner = aggregate(child, [...keys, alias(by, BY)], aggregates.map((one, i) => alias(bare(one), hidden(i))))
  const keyNames = inner.schema.fields.slice(0, keys.length).map(f => f.name)
  const columns = values.flatMap((value, v) => aggregates.map((_, i) => {
    const here = call('eqNullSafe', [columnRef(BY), literals[v]])
    const taken = call('first', [call('when', [here, columnRef(hidden(i))])], { ignoreNulls: true })
    return alias(taken, nameOf(value, i))
  }))
  return aggregate(inner, keyNames.map(name => columnRef(quote(name))), columns)
}

const BY = '__pivot'

/** The aggregate over the rows that meet the condition: every argument is null in the others. */
function onlyWhere(condition: Expression, of: Expression): Expression {
  if (of.kind !== 'call') return of
  const args = of.args.length === 0 ? [literal(1, INT)] : of.args
  return call(of.fn, args.map(arg => call('when', [condition, arg])), of.options, of.site)
}

function hidden(aggregate: number): string {
  return `__pivoted_${aggregate}`
}

function bare(of: Expression): Expression {
  return of.kind === 'alias' ? bare(of.child) : of
}
