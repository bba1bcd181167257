import type { Batch } from '../../batch/batch'
import type { Schema } from '../../core/data-type'

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
