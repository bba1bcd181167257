import type { Vector } from '../../batch/vector'
import { sameType, typeName, type DataType } from '../../core/data-type'
import { commonTypeOf, isNumeric } from '../common-type'
import { TypeMismatch } from '../registry'
import { castVector } from './cast-vector'
import { onlyWhere } from './vectors'

/** The common type of operands, or a refusal that names them: `(n = user)` cannot … */
export function requireCommon(what: string, types: readonly DataType[]): DataType {
  const common = commonTypeOf(types)
  if (common !== null) return common
  throw new TypeMismatch(`${what} needs operands of one type, and these are ${types.map(typeName).join(' and ')}`, { hint: 'Cast one of them with .cast(…).' })
}

/** Refuses what an aggregate of numbers cannot fold; a STRING is cast by itself, as in Spark. */
export function requireNumber(name: string, type: DataType): void {
  if (isNumeric(type) || type.kind === 'null' || type.kind === 'string') return
  throw new TypeMismatch(`${name} needs a number, and this is ${typeName(type)}`, { hint: "Cast it first: .cast('DOUBLE')." })
}

/** All columns as the common type of their own types. */
export function coerceAll(args: readonly Vector[]): Vector[] {
  const common = commonTypeOf(args.map(arg => arg.type))
  return args.map(arg => (common === null || sameType(arg.type, common) ? arg : castVector(arg, common)))
}

/** The column as that type where Spark casts by itself. */
export function coerce(of: Vector, to: DataType): Vector {
  return sameType(of.type, to) ? of : castVector(of, to)
}

/** As `coerce`, for a column that holds anything where `wanted` is 0. */
export function coerceWhere(of: Vector, to: DataType, wanted: Uint8Array): Vector {
  if (sameType(of.type, to)) return of
  return castVector(of.kind === 'null' ? of : { ...of, validity: onlyWhere(of.validity, wanted) }, to)
}
