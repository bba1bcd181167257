import { field, struct, type Schema } from '../../core/data-type'
import { bind } from '../../expr/bind'
import type { Call } from '../../expr/expression'
import { SESSION_WINDOW, windowMetadata } from '../metadata'
import type { Node } from '../node'
import { outputField } from '../output-field'

declare module '../node' { interface Nodes { 'session-window': SessionWindow } }

/**
 * Adds a column with each row's own session: from its time to its gap after it. An aggregate by that column makes sessions
 * of those that touch. Rows without a time, and rows whose gap is not above zero, are dropped, as in Spark.
 */
export interface SessionWindow {
  readonly kind: 'session-window'
  readonly child: Node
  readonly schema: Schema
  /** The call of `sessionWindow`: time and gap. */
  readonly call: Call
  readonly name: string
}

export function sessionWindow(child: Node, of: Call, name = 'session_window'): SessionWindow {
  const { type } = bind(of, child.schema)
  const { metadata } = outputField(of.args[0], child.schema)
  const schema = struct([...child.schema.fields, field(name, type, false, windowMetadata(metadata, SESSION_WINDOW))])
  return Object.freeze({ kind: 'session-window', child, schema, call: of, name })
}

export function explainSessionWindow(node: SessionWindow): string {
  const [, gap] = node.call.args
  return `SessionWindow ${node.name}: gap ${gap.kind === 'literal' ? String(gap.value) : 'by row'}`
}
