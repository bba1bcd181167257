import type { Schema } from '../../core/data-type'
import { defineError } from '../../core/errors'
import { UnsupportedStreamingOperation } from '../errors'
import { isStreaming, type Node } from '../node'

declare module '../node' { interface Nodes { limit: Limit } }

export const InvalidLimit = defineError({ code: 'INVALID_LIMIT_LIKE_EXPRESSION', fault: 'user' })
const NegativeLimit = defineError({ code: 'INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE', fault: 'user' })

/** The first `count` rows after the first `skip`, one of which says nothing; on a stream the first of the whole stream. */
export interface Limit {
  readonly kind: 'limit'
  readonly child: Node
  readonly schema: Schema
  /** Infinity = all. */
  readonly count: number
  readonly skip: number
}

export function limit(child: Node, count: number): Limit {
  requireRows('limit', count)
  return Object.freeze({ kind: 'limit', child, schema: child.schema, count, skip: 0 })
}

/** All rows but the first. */
export function offset(child: Node, skip: number): Limit {
  requireRows('offset', skip)
  if (isStreaming(child)) throw new UnsupportedStreamingOperation('offset is not for streams', { hint: 'Read the memory table, or use it in foreachBatch.' })
  return Object.freeze({ kind: 'limit', child, schema: child.schema, count: Infinity, skip })
}

function requireRows(what: string, rows: number): void {
  if (Number.isInteger(rows) && rows >= 0) return
  throw new (rows < 0 ? NegativeLimit : InvalidLimit)(`${what} takes a whole number of rows from 0 up, and got ${rows}`)
}

export function explainLimit(node: Limit): string {
  return node.skip > 0 ? `Offset ${node.skip}` : `Limit ${node.count}`
}
