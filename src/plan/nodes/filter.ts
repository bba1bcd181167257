import { typeName, type Schema } from '../../core/data-type'
import { bind } from '../../expr/bind'
import type { Expression } from '../../expr/expression'
import { NotBoolean } from '../errors'
import type { Node } from '../node'

declare module '../node' { interface Nodes { filter: Filter } }

/** Keeps the rows whose condition is true; false and null go. */
export interface Filter {
  readonly kind: 'filter'
  readonly child: Node
  readonly schema: Schema
  readonly condition: Expression
  /** How explain shows the condition. */
  readonly text: string
  /** Where set, the rows that go are counted in the ledger as quarantined, with this reason and a copy. */
  readonly quarantine?: string
}

export function filter(child: Node, condition: Expression, quarantine?: string): Filter {
  const bound = bind(condition, child.schema)
  if (bound.type.kind !== 'boolean') {
    throw new NotBoolean(`a condition is BOOLEAN, and ${bound.name} is ${typeName(bound.type)}`, { hint: 'Compare it with something: .eq(…), .gt(…), .isNotNull().' })
  }
  return Object.freeze({ kind: 'filter', child, schema: child.schema, condition, text: bound.name, ...(quarantine === undefined ? {} : { quarantine }) })
}

export function explainFilter(node: Filter): string {
  return `Filter ${node.text}${node.quarantine === undefined ? '' : `, quarantine: ${node.quarantine}`}`
}
