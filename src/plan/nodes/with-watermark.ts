import { parseDuration } from '../../core/duration'
import { field, struct, typeName, type Field, type Schema } from '../../core/data-type'
import { resolvePath } from '../../expr/bind'
import { EventTimeNotTimestamp } from '../errors'
import { DELAY } from '../metadata'
import type { Node } from '../node'

declare module '../node' { interface Nodes { 'with-watermark': WithWatermark } }

/** Says which column is the event time, and how late a row may be. On a batch frame it changes nothing. */
export interface WithWatermark {
  readonly kind: 'with-watermark'
  readonly child: Node
  readonly schema: Schema
  readonly column: string
  readonly delayMs: number
  readonly delay: string
}

export function withWatermark(child: Node, column: string, delay: string): WithWatermark {
  const { indexes, type } = resolvePath(column, child.schema)
  if (type.kind !== 'timestamp' || indexes.length !== 1) {
    const what = indexes.length > 1 ? 'a field of a struct' : typeName(type)
    throw new EventTimeNotTimestamp(`withWatermark needs a TIMESTAMP column, and '${column}' is ${what}`, { hint: 'Cast it, or select the field under a name of its own, before withWatermark.' })
  }
  const delayMs = Math.trunc(parseDuration(delay, { months: true }).micros / 1000)
  const at = indexes[0]
  const fields = child.schema.fields.map((f, i) => (i === at ? field(f.name, f.type, f.nullable, { ...f.metadata, [DELAY]: delayMs }) : withoutDelay(f)))
  return Object.freeze({ kind: 'with-watermark', child, schema: struct(fields), column: child.schema.fields[at].name, delayMs, delay })
}

/** The last event time that was said is the one: a column that was it before is a time like any other. */
function withoutDelay(of: Field): Field {
  if (of.metadata?.[DELAY] === undefined) return of
  const { [DELAY]: _, ...rest } = of.metadata
  return field(of.name, of.type, of.nullable, rest)
}

export function explainWithWatermark(node: WithWatermark): string {
  return `EventTimeWatermark ${node.column}, delay ${node.delay}`
}
