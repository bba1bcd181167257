import { holdsMap, sameType, typeName, type DataType, type Schema } from '../core/data-type'
import { commonType } from '../expr/common-type'
import { alias, call, columnRef } from '../expr/expression'
import { ColumnCounts, MapKey, UnionMismatch } from './errors'
import { quote } from './names'
import type { Node } from './node'
import { project } from './nodes/project'

/**
 * Both sides of a set operation with the same types, column by column: where they differ each is cast to what both can
 * become, as Spark widens them.
 */
export function sameColumns(what: string, left: Node, right: Node): readonly [Node, Node] {
  const [a, b] = [left.schema.fields, right.schema.fields]
  if (a.length !== b.length) {
    throw new ColumnCounts(`${what} needs the same columns on both sides: ${a.length} here, ${b.length} there`, { hint: 'select the same columns on both sides first.' })
  }
  const types = a.map((f, i) => {
    const common = commonType(f.type, b[i].type)
    if (common !== null) return common
    throw new UnionMismatch(`${what} pairs '${f.name}' ${typeName(f.type)} with '${b[i].name}' ${typeName(b[i].type)}`, { hint: 'Columns are paired by position; cast one of them, or say unionByName.' })
  })
  return [asTypes(left, types), asTypes(right, types)]
}

function asTypes(of: Node, types: readonly DataType[]): Node {
  const { fields } = of.schema
  if (fields.every((f, i) => sameType(f.type, types[i]))) return of
  return project(of, fields.map((f, i) => {
    const column = columnRef(quote(f.name))
    return sameType(f.type, types[i]) ? column : alias(call('cast', [column], { type: types[i] }), f.name)
  }))
}

/** Refuses what cannot be told apart. */
export function withoutMaps(what: string, schema: Schema): void {
  const map = schema.fields.find(f => holdsMap(f.type))
  if (map === undefined) return
  throw new MapKey(`${what} cannot tell rows apart by '${map.name}', which is ${typeName(map.type)}`, { hint: 'Leave that column out with select or drop.' })
}
