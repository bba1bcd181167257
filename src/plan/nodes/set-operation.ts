import { field, struct, type Schema } from '../../core/data-type'
import { UnsupportedStreamingOperation } from '../errors'
import { isStreaming, type Node } from '../node'
import { sameColumns, withoutMaps } from '../set-columns'

declare module '../node' { interface Nodes { 'set-operation': SetOperation } }

/**
 * Rows of the left side that the right one has too, or has not; columns are paired by position and null equals null.
 * `all` counts: a row comes out as often as it is in both, or oftener here than there. Without it, once.
 */
export interface SetOperation {
  readonly kind: 'set-operation'
  readonly children: readonly Node[]
  readonly schema: Schema
  readonly keeps: 'intersect' | 'except'
  readonly all: boolean
}

export function setOperation(left: Node, right: Node, keeps: SetOperation['keeps'], all: boolean): SetOperation {
  const what = keeps === 'intersect' ? (all ? 'intersectAll' : 'intersect') : all ? 'exceptAll' : 'subtract'
  withoutMaps(what, left.schema)
  if (isStreaming(left) || isStreaming(right)) {
    throw new UnsupportedStreamingOperation(`${what} needs rows that end, and a stream's do not`, { hint: 'Join the streams with a semi join on the columns that tell rows apart, or work on each batch in foreachBatch.' })
  }
  const children = sameColumns(what, left, right)
  const [a, b] = children.map(child => child.schema.fields)
  const schema = keeps === 'except' ? children[0].schema : struct(a.map((f, i) => field(f.name, f.type, f.nullable && b[i].nullable, f.metadata)))
  return Object.freeze({ kind: 'set-operation', children: Object.freeze(children), schema, keeps, all })
}

export function explainSetOperation({ keeps, all }: SetOperation): string {
  return `${keeps === 'intersect' ? 'Intersect' : 'Except'}${all ? 'All' : ''}`
}
