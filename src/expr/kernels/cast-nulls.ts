import { decimalOf, isInterval, sameType, type DataType } from '../../core/data-type'
import { decimalFor, isWider } from '../decimal-types'

const NULLS: Readonly<Record<string, readonly string[]>> = {
  string: ['tinyint', 'smallint', 'int', 'bigint', 'float', 'double', 'boolean', 'timestamp', 'timestamp_ntz', 'date', 'decimal', 'day_time', 'year_month'],
  day_time: ['decimal'], year_month: ['decimal'],
  float: ['tinyint', 'smallint', 'int', 'bigint', 'timestamp', 'decimal'], double: ['tinyint', 'smallint', 'int', 'bigint', 'timestamp', 'decimal'],
  timestamp: ['tinyint', 'smallint', 'int', 'decimal'], decimal: ['tinyint', 'smallint', 'int', 'bigint'],
  date: ['timestamp_ntz'], timestamp_ntz: ['date'],
}

/** Whether a cast's result is nullable where its input is not: what Spark's `Cast.forceNullable` says, though it fails instead. */
export function castMakesNull(from: DataType, to: DataType): boolean {
  return isForced(from, to) || mayFail(from, to)
}

function isForced(from: DataType, to: DataType): boolean {
  if (to.kind === 'decimal') {
    const whole = from.kind === 'boolean' ? decimalOf(1, 0) : decimalFor(from)
    if (whole !== null) return !isWider(to, whole) && !(from.kind === 'decimal' && to.precision - to.scale > from.precision - from.scale)
  }
  return NULLS[from.kind]?.includes(to.kind) ?? false
}

/** A cast that not every value has. */
function mayFail(from: DataType, to: DataType): boolean {
  if (sameType(from, to) || from.kind === 'null' || to.kind === 'string') return false
  if (from.kind === 'string') return to.kind !== 'binary'
  if (from.kind === 'decimal' || to.kind === 'decimal') return false
  const fraction = from.kind === 'float' || from.kind === 'double'
  switch (to.kind) {
    case 'tinyint':
    case 'smallint':
    case 'int': return fraction || from.kind === 'timestamp'
    case 'bigint': return fraction
    case 'timestamp': return fraction
    case 'date': return from.kind !== 'timestamp'
    default: return false
  }
}

const FITS: Readonly<Record<string, readonly string[]>> = {
  tinyint: ['smallint', 'int', 'bigint', 'float', 'double'], smallint: ['int', 'bigint', 'float', 'double'], int: ['bigint', 'float', 'double'], bigint: ['float', 'double', 'timestamp'], float: ['double'], timestamp: ['bigint', 'timestamp_ntz'], timestamp_ntz: ['timestamp'], date: ['timestamp', 'timestamp_ntz'], string: ['binary'],
}

/** Whether every value has a place in the other type: what Spark's `Cast.canUpCast` says. */
export function alwaysFits(from: DataType, to: DataType): boolean {
  const [whole, place] = [decimalFor(from), decimalFor(to)]
  if (whole !== null && place !== null && (from.kind === 'decimal' || to.kind === 'decimal')) return isWider(place, whole)
  if (isInterval(from) && from.kind === to.kind) return true
  return sameType(from, to) || (to.kind === 'string' && from.kind !== 'array' && from.kind !== 'map' && from.kind !== 'struct') || (FITS[from.kind]?.includes(to.kind) ?? false)
}
