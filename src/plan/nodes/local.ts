import type { Batch } from '../../batch/batch'
import type { Schema } from '../../core/data-type'
import type { Node } from '../node'

declare module '../node' { interface Nodes { local: Local } }

/** Rows that are already here: a frame made from values, or a table of the catalog as it is when the query runs. */
export interface Local {
  readonly kind: 'local'
  readonly schema: Schema
  readonly name: string
  readonly batches: () => readonly Batch[]
}

export function local(name: string, schema: Schema, batches: () => readonly Batch[]): Local {
  return Object.freeze({ kind: 'local', schema, name, batches })
}

export function explainLocal(node: Local): string {
  return `LocalTable ${node.name}[${node.schema.fields.map(f => f.name).join(', ')}]`
}

/** Whether Spark computes a node while it plans, row by row: a projection, a condition or a limit of rows that are there. */
export function isComputedEarly(node: Node): boolean {
  switch (node.kind) {
    case 'local': return true
    case 'project': case 'filter': case 'limit': case 'frame-alias': return isComputedEarly(node.child)
    default: return false
  }
}
