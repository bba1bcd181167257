import { field, sameType, struct, typeName, type Schema } from '../../core/data-type'
import { UnionMismatch } from '../errors'
import type { Node } from '../node'

declare module '../node' { interface Nodes { union: Union } }

/** All rows of both, by position; the names are the first one's. */
export interface Union {
  readonly kind: 'union'
  readonly children: readonly Node[]
  readonly schema: Schema
}

export function union(left: Node, right: Node): Union {
  const a = left.schema.fields
  const b = right.schema.fields
  if (a.length !== b.length) {
    throw new UnionMismatch(`union needs the same columns on both sides: ${a.length} here, ${b.length} there`, { hint: 'select the same columns on both sides first.' })
  }
  const fields = a.map((f, i) => {
    if (!sameType(f.type, b[i].type)) {
      throw new UnionMismatch(`union pairs '${f.name}' ${typeName(f.type)} with '${b[i].name}' ${typeName(b[i].type)}`, { hint: 'Columns are paired by position; cast one of them.' })
    }
    return field(f.name, f.type, f.nullable || b[i].nullable, f.metadata ?? b[i].metadata)
  })
  return Object.freeze({ kind: 'union', children: Object.freeze([left, right]), schema: struct(fields) })
}

export function explainUnion(): string {
  return 'Union'
}
