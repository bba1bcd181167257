import { isTimestamp, sameType, type DataType } from '../core/data-type'
import { commonTypeOf, isNumeric } from './common-type'
import { isConstant, worked } from './constants'
import { castMakesNull } from './kernels/cast-nulls'
import { canCast, castVector } from './kernels/cast-vector'
import type { Bound } from './registry'

/** The argument as Spark casts it by itself: the cast is part of it, and fails and gives null as one that was asked for. */
export function unaskedCast(of: Bound, to: DataType | null | undefined): Bound {
  if (to == null || of.type.kind === 'null' || sameType(of.type, to) || !canCast(of.type, to)) return of
  const { evaluate, ...more } = worked([of], (batch, context) => castVector(of.evaluate(batch, context), to), () => false)
  return {
    type: to, nullable: of.nullable || castMakesNull(of.type, to), name: of.name, ...more,
    evaluate: isConstant(of) ? evaluate : (batch, context) => castVector(of.evaluate(batch, context), to),
  }
}

/**
 * What Spark casts an argument to that is of none of the types a function takes: the first that it may be stored as, where
 * text becomes any simple type. Null where there is none, and where no cast is needed.
 */
export function implicitCast(from: DataType, ...wanted: readonly DataType[]): DataType | null {
  if (from.kind === 'null' || wanted.some(to => sameType(from, to))) return null
  return wanted.find(to => isStoredAs(from, to) || (from.kind === 'string' && isSimple(to))) ?? null
}

function isStoredAs(from: DataType, to: DataType): boolean {
  if (from.kind === 'array' && to.kind === 'array') return sameType(from.element, to.element) || isStoredAs(from.element, to.element)
  return (isNumeric(from) && isNumeric(to)) || (isSimple(from) && to.kind === 'string') || (isDayOrTime(from) && isDayOrTime(to))
}

function isSimple({ kind }: DataType): boolean {
  return kind !== 'array' && kind !== 'map' && kind !== 'struct'
}

function isDayOrTime(type: DataType): boolean {
  return type.kind === 'date' || isTimestamp(type)
}

/** The common type for each of them. */
export function allAsCommon(types: readonly DataType[]): (DataType | null)[] {
  const common = commonTypeOf(types)
  return types.map(() => common)
}
