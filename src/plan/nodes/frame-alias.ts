import { ALIAS, field, struct, type Schema } from '../../core/data-type'
import type { Node } from '../node'

declare module '../node' { interface Nodes { 'frame-alias': FrameAlias } }

/** The same rows under a name: `l.user` means that frame's column, also where a join has another of the same name. */
export interface FrameAlias {
  readonly kind: 'frame-alias'
  readonly child: Node
  readonly schema: Schema
  readonly name: string
}

/** A frame has one name: a second one takes the place of the first, as in Spark. */
export function frameAlias(child: Node, name: string): FrameAlias {
  const fields = child.schema.fields.map(f => field(f.name, f.type, f.nullable, { ...f.metadata, [ALIAS]: name }))
  return Object.freeze({ kind: 'frame-alias', child, schema: struct(fields), name })
}

export function explainFrameAlias(node: FrameAlias): string {
  return `SubqueryAlias ${node.name}`
}
