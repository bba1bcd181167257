import { struct, type Schema } from '../../core/data-type'
import { NotSupported } from '../../core/errors'
import { resolvePath } from '../../expr/bind'
import { alias, columnRef, mapChildren, type Call, type Expression } from '../../expr/expression'
import { quote, sameName } from '../names'
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
  if (one.path === '*') return schema.fields.map(f => columnRef(quote(f.name)))
  const parent = one.path.slice(0, -2)
  const { type } = resolvePath(parent, schema, one.site)
  if (type.kind !== 'struct') return [columnRef(`${parent}.\`*\``, one.site)]
  return type.fields.map(f => columnRef(`${parent}.${quote(f.name)}`, one.site))
}

/** All columns, with one replaced or added at the end. */
export function withColumn(child: Node, name: string, value: Expression): Project {
  const has = child.schema.fields.some(f => sameName(f.name, name))
  const kept = child.schema.fields.map(f => (sameName(f.name, name) ? alias(value, name) : columnRef(quote(f.name))))
  return project(child, has ? kept : [...kept, alias(value, name)])
}

export function withColumnRenamed(child: Node, from: string, to: string): Project {
  return project(child, child.schema.fields.map(f => (sameName(f.name, from) ? alias(columnRef(quote(f.name)), to) : columnRef(quote(f.name)))))
}

/** All columns but these; names that are not there are ignored, as in Spark. */
export function drop(child: Node, names: readonly string[]): Project {
  return project(child, child.schema.fields.filter(f => !names.some(name => sameName(f.name, name))).map(f => columnRef(quote(f.name))))
}

export function explainProject(node: Project): string {
  return `Project [${node.schema.fields.map(f => f.name).join(', ')}]`
}
