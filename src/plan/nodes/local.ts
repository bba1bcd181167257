import type { Batch } from '../../batch/batch'
import type { Schema } from '../../core/data-type'
import { isTidemarkError } from '../../core/errors'
import { bind } from '../../expr/bind'
import { isConstant, workedOut } from '../../expr/constants'
import type { Expression } from '../../expr/expression'
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

/** Whether a node has no rows by its own words: a limit of none, or a condition that is never true, below operators that add none. */
export function isNothing(node: Node): boolean {
  switch (node.kind) {
    case 'limit': return node.count === 0 || isNothing(node.child)
    case 'filter': return (node.quarantine === undefined && isNeverTrue(node.condition, node.child.schema)) || isNothing(node.child)
    case 'project': case 'frame-alias': return isNothing(node.child)
    default: return false
  }
}

/** Whether a condition is false or null whatever the row is. One that fails is left to fail. */
export function isNeverTrue(of: Expression, schema: Schema): boolean {
  if (of.kind === 'call' && of.fn === 'and') return of.args.some(one => isNeverTrue(one, schema))
  const bound = bind(of, schema)
  if (!isConstant(bound)) return false
  try {
    const column = workedOut(bound)
    return column.kind === 'null' || (column.kind === 'boolean' && (column.values[0] === 0 || column.validity?.[0] === 0))
  } catch (error) {
    if (isTidemarkError(error)) return false
    throw error
  }
}
