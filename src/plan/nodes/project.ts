import { struct, type Schema } from '../../core/data-type'
import { isTidemarkError, NotSupported } from '../../core/errors'
import { fieldsOf, pathParts, resolvePath } from '../../expr/bind'
import { alias, columnRef, mapChildren, type Call, type ColumnRef, type Expression } from '../../expr/expression'
import { columnOf, quote, sameName } from '../names'
import type { Node } from '../node'
import { outputField } from '../output-field'
import { windowBelow, windowCall, windowName } from '../window-below'
import { overName, windowed } from './windowed'

declare module '../node' { interface Nodes { project: Project } }

/** One output column a row: `select`, `withColumn`, `drop` and renames are all projections. */
export interface Project {
  readonly kind: 'project'
  readonly child: Node
  readonly schema: Schema
  readonly expressions: readonly Expression[]
}

/** `*` and `e.*` stand for all columns and all fields of a struct; a window of time is a `time-window` node below. */
export function project(child: Node, expressions: readonly Expression[]): Project {
  const expanded = expressions.flatMap(one => expand(one, child.schema))
  const windows = expanded.flatMap(one => windowCall(one) ?? [])
  if (windows.length > 1) {
    throw new NotSupported('select takes one window of time: two would make a row for each pair of them', { hint: 'Add the second one with withColumn.' })
  }
  const timed = windows.length === 0 ? child : windowBelow(child, windows[0], WINDOW_BELOW)
  const plain = expanded.map(one => (windowCall(one) === undefined ? one : alias(columnRef(quote(WINDOW_BELOW)), windowName(one))))
  const { input, columns } = withoutOver(timed, plain)
  return Object.freeze({ kind: 'project', child: input, schema: struct(columns.map(one => outputField(one, input.schema))), expressions: Object.freeze(columns) })
}

/** What a projection's window is called below it: nothing a user calls a column. */
const WINDOW_BELOW = '(window)'

/** The columns with each function over a window as a column that a node below adds. */
function withoutOver(child: Node, columns: readonly Expression[]): { input: Node; columns: readonly Expression[] } {
  const calls: { name: string; call: Call }[] = []
  const replace = (one: Expression): Expression => {
    if (one.kind !== 'call' || one.fn !== 'over') return mapChildren(one, replace)
    const name = `${OVER_BELOW} ${calls.length}`
    calls.push({ name, call: one })
    return columnRef(quote(name))
  }
  const replaced = columns.map(one => (one.kind === 'call' && one.fn === 'over' ? alias(replace(one), overName(one, child.schema)) : replace(one)))
  return calls.length === 0 ? { input: child, columns } : { input: windowed(child, calls), columns: replaced }
}

const OVER_BELOW = '(over)'

function expand(one: Expression, schema: Schema): Expression[] {
  if (one.kind !== 'column' || !/(^|\.)\*$/.test(one.path)) return [one]
  if (one.path === '*') return schema.fields.map(f => columnOf(f, schema))
  const parent = one.path.slice(0, -2)
  const [frame, ...deeper] = pathParts(parent)
  const named = deeper.length > 0 ? [] : fieldsOf(frame, schema)
  if (named.length > 0) return named.map(f => columnRef(`${parent}.${quote(f.name)}`, one.site))
  const { type } = resolvePath(parent, schema, one.site)
  if (type.kind !== 'struct') return [columnRef(`${parent}.\`*\``, one.site)]
  return type.fields.map(f => columnRef(`${parent}.${quote(f.name)}`, one.site))
}

/** All columns, with one replaced or added at the end. */
export function withColumn(child: Node, name: string, value: Expression): Project {
  const has = child.schema.fields.some(f => sameName(f.name, name))
  const kept = child.schema.fields.map(f => (sameName(f.name, name) ? alias(value, name) : columnOf(f, child.schema)))
  return project(child, has ? kept : [...kept, alias(value, name)])
}

export function withColumnRenamed(child: Node, from: string, to: string): Project {
  return project(child, child.schema.fields.map(f => (sameName(f.name, from) ? alias(columnOf(f, child.schema), to) : columnOf(f, child.schema))))
}

/** All columns but these; names that are not there are ignored, as in Spark. */
export function drop(child: Node, columns: readonly (string | ColumnRef)[]): Project {
  const { schema } = child
  const places = columns.flatMap(one => (typeof one === 'string' ? [] : placeOf(one, schema)))
  const names = columns.filter(one => typeof one === 'string')
  return project(child, schema.fields.filter((f, i) => !places.includes(i) && !names.some(name => sameName(f.name, name))).map(f => columnOf(f, schema)))
}

function placeOf({ path, site }: ColumnRef, schema: Schema): number[] {
  try {
    const { indexes: [index, ...deeper] } = resolvePath(path, schema, site)
    return deeper.length > 0 ? [] : [index]
  } catch (error) {
    if (isTidemarkError(error) && error.code === 'UNRESOLVED_COLUMN') return []
    throw error
  }
}

export function explainProject(node: Project): string {
  return `Project [${node.schema.fields.map(f => f.name).join(', ')}]`
}
