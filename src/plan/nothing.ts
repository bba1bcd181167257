import type { Schema } from '../core/data-type'
import { isTidemarkError } from '../core/errors'
import { bind } from '../expr/bind'
import { isConstant, workedOut } from '../expr/constants'
import type { Expression } from '../expr/expression'
import type { Node } from './node'

/** Whether a node has no rows by its own words: a limit of none, or a condition that is never true, below operators that add none. */
export function isNothing(node: Node): boolean {
  switch (node.kind) {
    case 'limit': return node.count === 0 || isNothing(node.child)
    case 'filter': return (node.quarantine === undefined && isNeverTrue(node.condition, node.child.schema)) || isNothing(node.child)
    case 'project': case 'sort': case 'frame-alias': return isNothing(node.child)
    default: return false
  }
}

/** One that fails is left to fail. */
function isNeverTrue(of: Expression, schema: Schema): boolean {
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
