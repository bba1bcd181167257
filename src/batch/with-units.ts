import { isInterval, sameType, type DataType } from '../core/data-type'
import type { Vector } from './vector'

/**
 * The vector under a type that is its own but for the units of intervals, which Arrow does not carry: days may come as
 * INTERVAL DAY TO SECOND. Null where the types differ otherwise.
 */
export function withUnits(of: Vector, type: DataType): Vector | null {
  if (sameType(of.type, type)) return of
  if (isInterval(of.type) && of.type.kind === type.kind) return { ...of, type } as Vector
  if (of.kind === 'array' && type.kind === 'array') {
    const elements = withUnits(of.elements, type.element)
    return elements === null ? null : { ...of, type, elements }
  }
  if (of.kind === 'map' && type.kind === 'map') {
    const [keys, values] = [withUnits(of.keys, type.key), withUnits(of.values, type.value)]
    return keys === null || values === null ? null : { ...of, type, keys, values }
  }
  if (of.kind !== 'struct' || type.kind !== 'struct' || of.children.length !== type.fields.length) return null
  if (type.fields.some((one, i) => one.name !== of.type.fields[i].name)) return null
  const children = of.children.map((one, i) => withUnits(one, type.fields[i].type))
  return children.includes(null) ? null : { ...of, type, children: children as Vector[] }
}
