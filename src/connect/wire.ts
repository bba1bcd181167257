import type { Expression } from '../expr/expression'
import type { Node } from '../plan/node'
import type { Local } from '../plan/nodes/local'
import type { WireExpression } from './expression'
import type { Message } from './protocol'

export type Relation = Message<'Relation'>

/** What a relation is made with. */
export interface Wire {
  relation(of: Node): Relation
  expression(of: Expression): WireExpression
  /** The expression under the name the plan gives its column. */
  named(of: Expression, name: string): WireExpression
  /** Where brokers may be named. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** A number that tells this node from the others of its plan, wherever it stands there again. */
  place(of: Node): number
  /** A local table's rows, as Arrow. */
  local(of: Local): Message<'LocalRelation'>
}
