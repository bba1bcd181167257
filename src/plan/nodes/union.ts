import { ALIAS, aliasOf, field, struct, type Field, type Schema } from '../../core/data-type'
import { didYouMean } from '../../core/nearest'
import { alias, call, columnRef, literal } from '../../expr/expression'
import { quote, sameName } from '../names'
import type { Node } from '../node'
import { sameColumns } from '../set-columns'
import { UnknownKey } from './deduplicate'
import { project } from './project'

declare module '../node' { interface Nodes { union: Union } }

/** All rows of both, by position; the names are the first one's. */
export interface Union {
  readonly kind: 'union'
  readonly children: readonly Node[]
  readonly schema: Schema
}

export function union(left: Node, right: Node): Union {
  const children = sameColumns('union', left, right)
  const [a, b] = children.map(child => child.schema.fields)
  const fields = a.map((f, i) => field(f.name, f.type, f.nullable || b[i].nullable, unitedMetadata(f, b[i])))
  return Object.freeze({ kind: 'union', children: Object.freeze(children), schema: struct(fields) })
}

function unitedMetadata(a: Field, b: Field): Field['metadata'] {
  const frame = aliasOf(a)
  if (frame === undefined || Object.keys(a.metadata ?? {}).length > 1) return a.metadata ?? b.metadata
  return { ...b.metadata, [ALIAS]: frame }
}

/** The same by name: the right side's columns in the order of the left one's; `missing` columns are null where they are not. */
export function unionByName(left: Node, right: Node, missing: boolean): Union {
  const [a, b] = [left.schema.fields, right.schema.fields]
  const isIn = (fields: Schema['fields'], name: string): boolean => fields.some(f => sameName(f.name, name))
  const onlyRight = b.filter(f => !isIn(a, f.name))
  const lost = missing ? undefined : a.find(f => !isIn(b, f.name))
  if (lost !== undefined) {
    throw new UnknownKey(`there is no column '${lost.name}' on the right side of unionByName`, { hint: didYouMean(lost.name, b.map(f => f.name)) })
  }
  const absent = (f: Schema['fields'][number]): ReturnType<typeof alias> => alias(call('cast', [literal(null, f.type)], { type: f.type }), f.name)
  const lefts = a.map(f => columnRef(quote(f.name)))
  const rights = a.map(f => (isIn(b, f.name) ? columnRef(quote(f.name)) : absent(f)))
  if (!missing || onlyRight.length === 0) return union(left, project(right, missing ? rights : [...rights, ...onlyRight.map(f => columnRef(quote(f.name)))]))
  return union(project(left, [...lefts, ...onlyRight.map(absent)]), project(right, [...rights, ...onlyRight.map(f => columnRef(quote(f.name)))]))
}

export function explainUnion(): string {
  return 'Union'
}
