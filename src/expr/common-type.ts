import { arrayOf, BIGINT, dayTimeOf, DOUBLE, field, isInterval, isSmallWhole, isTimestamp, mapOf, sameType, struct, TIMESTAMP, TIMESTAMP_NTZ, yearMonthOf, type DataType } from '../core/data-type'
import { decimalFor, widerDecimal } from './decimal-types'

const RANK: Readonly<Record<string, number>> = { tinyint: 1, smallint: 2, int: 3, bigint: 4, float: 5, double: 6 }

export function isNumeric(type: DataType): boolean {
  return type.kind in RANK || type.kind === 'decimal'
}

export function isIntegral(type: DataType): boolean {
  return isSmallWhole(type) || type.kind === 'bigint'
}

/**
 * The type both sides are cast to before they meet, by Spark's ANSI rules; null where there is none. A STRING yields to
 * the other side: BIGINT for whole numbers, DOUBLE for fractions, else that type itself.
 */
export function commonType(a: DataType, b: DataType): DataType | null {
  if (b.kind === 'null') return a
  // What may be null in one of them may be in both.
  if (sameType(a, b)) return commonNested(a, b) ?? a
  if (a.kind === 'null') return b
  if (isNumeric(a) && isNumeric(b)) return widerNumber(a, b)
  if (a.kind === 'string') return yielded(b)
  if (b.kind === 'string') return yielded(a)
  if (isInterval(a) || isInterval(b)) {
    if (!isInterval(a) || !isInterval(b) || a.kind !== b.kind) return null
    return (a.kind === 'day_time' ? dayTimeOf : yearMonthOf)(Math.min(a.start, b.start), Math.max(a.end, b.end))
  }
  // Two days would be the same type.
  if (isDayOrTime(a) && isDayOrTime(b)) return a.kind === 'timestamp' || b.kind === 'timestamp' ? TIMESTAMP : TIMESTAMP_NTZ
  return commonNested(a, b)
}

/** Whole numbers and DECIMAL beside FLOAT make DOUBLE: a FLOAT would lose digits. */
function widerNumber(a: DataType, b: DataType): DataType {
  if (a.kind === 'decimal' || b.kind === 'decimal') {
    const [left, right] = [decimalFor(a), decimalFor(b)]
    return left === null || right === null ? DOUBLE : widerDecimal(left, right)
  }
  const wider = RANK[a.kind] > RANK[b.kind] ? a : b
  return wider.kind === 'float' && a.kind !== b.kind ? DOUBLE : wider
}

function yielded(other: DataType): DataType | null {
  switch (other.kind) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint': return BIGINT
    case 'float':
    case 'decimal':
    case 'double': return DOUBLE
    case 'day_time':
    case 'year_month':
    case 'array':
    case 'map':
    case 'struct': return null
    default: return other
  }
}

function isDayOrTime(type: DataType): boolean {
  return type.kind === 'date' || isTimestamp(type)
}

function commonNested(a: DataType, b: DataType): DataType | null {
  if (a.kind === 'array' && b.kind === 'array') {
    const element = commonType(a.element, b.element)
    return element && arrayOf(element)
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key)
    const value = commonType(a.value, b.value)
    return key && value && mapOf(key, value)
  }
  if (a.kind === 'struct' && b.kind === 'struct' && a.fields.length === b.fields.length) {
    const types = a.fields.map((f, i) => commonType(f.type, b.fields[i].type))
    if (types.some(type => type === null)) return null
    return struct(a.fields.map((f, i) => field(f.name, types[i] as DataType, f.nullable || b.fields[i].nullable)))
  }
  return null
}

/** The common type of all, or null. */
export function commonTypeOf(types: readonly DataType[]): DataType | null {
  return types.reduce<DataType | null>((so, type) => so && commonType(so, type), types[0] ?? null)
}
