import { field, struct, type Field, type Schema } from '../../core/data-type'
import { bind, resolvePath } from '../../expr/bind'
import { alias, columnRef, type Expression } from '../../expr/expression'
import { sameName } from '../names'
import type { Node } from '../node'

declare module '../node' { interface Nodes { project: Project } }

/** One output column a row: `select`, `withColumn`, `drop` and renames are all projections. */
export interface Project {
  readonly kind: 'project'
  readonly child: Node
  readonly schema: Schema
  readonly expressions: readonly Expression[]
}

/** `*` and `e.*` stand for all columns and all fields of a struct. */
export function project(child: Node, expressions: readonly Expression[]): Project {
  const expanded = expressions.flatMap(one => expand(one, child.schema))
  const fields = expanded.map(one => outputField(one, child.schema))
  return Object.freeze({ kind: 'project', child, schema: struct(fields), expressions: Object.freeze(expanded) })
}

function expand(one: Expression, schema: Schema): Expression[] {
  if (one.kind !== 'column' || !/(^|\.)\*$/.test(one.path)) return [one]
  if (one.path === '*') return schema.fields.map(f => columnRef(quote(f.name)))
  const parent = one.path.slice(0, -2)
  const { type } = resolvePath(parent, schema, one.site)
  if (type.kind !== 'struct') return [columnRef(`${parent}.\`*\``, one.site)]
  return type.fields.map(f => columnRef(`${parent}.${quote(f.name)}`, one.site))
}

/** The field an expression becomes; a plain column keeps its metadata, and with it its watermark. */
export function outputField(one: Expression, schema: Schema): Field {
  const bound = bind(one, schema)
  return field(bound.name, bound.type, bound.nullable, metadataOf(one, schema))
}

function metadataOf(one: Expression, schema: Schema): Field['metadata'] {
  if (one.kind === 'alias') return metadataOf(one.child, schema)
  return one.kind === 'column' ? resolvePath(one.path, schema, one.site).metadata : undefined
}

export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
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
