import type { ArrayBuilder, MapBuilder } from '../../batch/builders'
import { columnBuilder, StringBuilder, StructBuilder } from '../../batch/builders'
import type { DataType } from '../../core/data-type'
import { Names } from './names'

/** One value of the schema and the builder it goes to. All nodes have the same shape, which keeps the reading fast. */
export interface ValueNode {
  readonly kind: DataType['kind']
  readonly type: DataType
  builder: ReturnType<typeof columnBuilder>
  /** A struct's fields, an array's element, a map's value. */
  readonly inner: readonly ValueNode[]
  readonly names: Names | null
  /** In which reading of a struct each field was last filled; `reading` is the present one. */
  readonly filled: Float64Array
  reading: number
  /** Where a value goes to be tried, made when a name first comes twice. */
  trial: ValueNode | null
}

/** `hidden` is the field of the struct that no name of a record can reach: the corrupt record's own. */
export function valueNode(type: DataType, hidden = -1): ValueNode {
  const inner = type.kind === 'struct' ? type.fields.map(f => valueNode(f.type))
    : type.kind === 'array' ? [valueNode(type.element)]
      : type.kind === 'map' ? [valueNode(type.value)] : []
  const names = type.kind === 'struct' ? new Names(type.fields.map((f, i) => (i === hidden ? null : f.name))) : null
  const node: ValueNode = { kind: type.kind, type, builder: columnBuilder(type), inner, names, filled: new Float64Array(inner.length), reading: 0, trial: null }
  adopt(node)
  return node
}

/** Starts new columns; those of strings go on with their dictionaries, as records of one stream repeat them. */
export function renew(node: ValueNode): void {
  node.builder = node.type.kind === 'struct'
    ? new StructBuilder(node.type, node.inner.map(({ type, builder }) => (builder instanceof StringBuilder ? builder.next() : columnBuilder(type))))
    : columnBuilder(node.type)
  adopt(node)
}

function adopt(node: ValueNode): void {
  const { builder, inner } = node
  // Its dictionary would grow for as long as the query runs.
  node.trial = null
  if (node.type.kind === 'struct') (builder as StructBuilder).children.forEach((child, i) => hand(inner[i], child))
  else if (node.type.kind === 'array') hand(inner[0], (builder as ArrayBuilder).elements)
  else if (node.type.kind === 'map') hand(inner[0], (builder as MapBuilder).values)
}

function hand(node: ValueNode, builder: unknown): void {
  node.builder = builder as ValueNode['builder']
  adopt(node)
}
