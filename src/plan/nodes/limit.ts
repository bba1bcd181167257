import type { Schema } from '../../core/data-type'
import { defineError } from '../../core/errors'
import type { Node } from '../node'

declare module '../node' { interface Nodes { limit: Limit } }

export const InvalidLimit = defineError({ code: 'INVALID_LIMIT_LIKE_EXPRESSION', fault: 'user' })

/** The first `count` rows; on a stream the first of the whole stream. */
export interface Limit {
  readonly kind: 'limit'
  readonly child: Node
  readonly schema: Schema
  readonly count: number
}

export function limit(child: Node, count: number): Limit {
  if (!Number.isInteger(count) || count < 0) {
    throw new InvalidLimit(`limit takes a whole number of rows from 0 up, and got ${count}`)
  }
  return Object.freeze({ kind: 'limit', child, schema: child.schema, count })
}

export function explainLimit(node: Limit): string {
  return `Limit ${node.count}`
}
