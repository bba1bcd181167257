import { BIGINT, TINYINT } from '../core/data-type'
import { defineError } from '../core/errors'
import { alias, call, columnRef, literal, type Call, type Expression } from '../expr/expression'
import { quote, sameName } from './names'
import type { Node } from './node'
import { aggregate, withWindows } from './nodes/aggregate'
import { expand } from './nodes/expand'
import { project } from './nodes/project'
import { outputField } from './output-field'

/**
 * Groups by several sets of the same keys at once; a key that a set leaves out is null in its rows. `sets` hold places in
 * `keys`, the one with all of them first.
 */
export function groupingSets(child: Node, keys: readonly Expression[], sets: readonly (readonly number[])[], aggregates: readonly Expression[]): Node {
  const { input, keys: plain } = withWindows(child, keys)
  const fields = plain.map(key => outputField(key, input.schema))
  const columns = input.schema.fields.map(f => columnRef(quote(f.name)))
  // The keys stand beside the columns they come from: an aggregate of a key's column sees every value.
  const projections = sets.map(set => [
    ...columns,
    ...plain.map((key, i) => alias(set.includes(i) ? key : literal(null, fields[i].type), hidden(i))),
    alias(literal(idOf(set, keys.length), BIGINT), SET),
  ])
  const grouped = aggregate(expand(input, projections, sets), [...fields.map((f, i) => alias(columnRef(hidden(i)), f.name)), columnRef(SET)], aggregates.filter(one => setOf(one) === null))
  const columnsOut = grouped.schema.fields.filter((_, i) => i !== keys.length).map(f => columnRef(quote(f.name)))
  const folded = columnsOut.splice(keys.length)
  const nameOf = (of: Expression): string => outputField(of.kind === 'alias' ? of.child : of, input.schema).name
  const leftOut = (of: Call): Expression => {
    const name = nameOf(of.args[0])
    const at = plain.findIndex(key => sameName(nameOf(key), name))
    if (at >= 0) return bitOf(sets.filter(set => !set.includes(at)).map(set => idOf(set, keys.length)))
    throw new NoSuchKey(`grouping needs one of the keys, and '${name}' is none`, { site: of.site, hint: `The keys are: ${fields.map(f => f.name).join(', ')}.` })
  }
  return project(grouped, [...columnsOut, ...aggregates.map(one => {
    const of = setOf(one)
    if (of === null) return folded.shift()!
    const value = of.fn === 'grouping' ? leftOut(of) : columnRef(SET)
    return alias(value, one.kind === 'alias' ? one.name : of.fn === 'grouping' ? `grouping(${nameOf(of.args[0])})` : 'grouping_id()')
  })])
}

const NoSuchKey = defineError({ code: 'GROUPING_COLUMN_MISMATCH', fault: 'user' })

const SET = '__grouping_set'

/** The call that asks which keys a row is of; null for an aggregate of rows. */
function setOf(of: Expression): Call | null {
  if (of.kind === 'alias') return setOf(of.child)
  return of.kind === 'call' && (of.fn === 'groupingId' || of.fn === 'grouping') ? of : null
}

/** 1 in the rows of these sets. */
function bitOf(ids: readonly bigint[]): Expression {
  return call('when', [call('isin', [columnRef(SET), ...ids.map(id => literal(id, BIGINT))]), literal(1, TINYINT), literal(0, TINYINT)])
}

function hidden(key: number): string {
  return `__grouping_key_${key}`
}

/** Spark's `grouping_id`: a bit for each key, the first one highest, set where the key is left out. */
function idOf(set: readonly number[], keys: number): bigint {
  let id = 0n
  for (let i = 0; i < keys; i++) id = id * 2n + (set.includes(i) ? 0n : 1n)
  return id
}

/** All keys, then all but the last, and so on down to none. */
export function rollupSets(keys: number): number[][] {
  return Array.from({ length: keys + 1 }, (_, dropped) => Array.from({ length: keys - dropped }, (_, i) => i))
}

/** Every choice of the keys. */
export function cubeSets(keys: number): number[][] {
  return Array.from({ length: 2 ** keys }, (_, bits) => Array.from({ length: keys }, (_, i) => i).filter(i => (bits & (1 << (keys - 1 - i))) === 0))
}
