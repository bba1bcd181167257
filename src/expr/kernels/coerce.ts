import type { Vector } from '../../batch/vector'
import { sameType, STRING, typeName, type DataType } from '../../core/data-type'
import { commonTypeOf } from '../common-type'
import { TypeMismatch } from '../registry'
import { canCast, castVector } from './cast-vector'
import { onlyWhere } from './vectors'

/** The common type of operands, or a refusal that names them: `(n = user)` cannot … */
export function requireCommon(what: string, types: readonly DataType[]): DataType {
  const common = commonTypeOf(types)
  if (common !== null) return common
  throw new TypeMismatch(`${what} needs operands of one type, and these are ${types.map(typeName).join(' and ')}`, { hint: 'Cast one of them with .cast(…).' })
}

/** All columns as the common type of their own types. */
export function coerceAll(args: readonly Vector[]): Vector[] {
  const common = commonTypeOf(args.map(arg => arg.type))
  return args.map(arg => (common === null || sameType(arg.type, common) ? arg : castVector(arg, common)))
}

/** Refuses an argument whose type is none of `kinds` and that Spark does not cast to the first of them by itself. */
export function requireKind(what: string, type: DataType, kinds: readonly DataType['kind'][], words: string): void {
  if (type.kind === 'null' || kinds.includes(type.kind)) return
  if (type.kind === 'string' && kinds.some(kind => IMPLICIT_FROM_STRING.has(kind))) return
  if (kinds[0] === 'string' && type.kind !== 'array' && type.kind !== 'map' && type.kind !== 'struct' && canCast(type, STRING)) return
  throw new TypeMismatch(`${what} needs ${words}, and this is ${typeName(type)}`, { hint: 'Cast it with .cast(…), or take another column.' })
}

const IMPLICIT_FROM_STRING: ReadonlySet<DataType['kind']> = new Set(['int', 'bigint', 'double', 'timestamp', 'date', 'binary'])

/** The column as that type where Spark casts by itself. */
export function coerce(of: Vector, to: DataType): Vector {
  return sameType(of.type, to) ? of : castVector(of, to)
}

/** As `coerce`, for a column that holds anything where `wanted` is 0. */
export function coerceWhere(of: Vector, to: DataType, wanted: Uint8Array): Vector {
  if (sameType(of.type, to)) return of
  return castVector(of.kind === 'null' ? of : { ...of, validity: onlyWhere(of.validity, wanted) }, to)
}
