import { takeVector } from '../../batch/select'
import type { BinaryVector, IntVector, LongVector, StringVector, Vector } from '../../batch/vector'
import { BinaryBuilder, StringBuilder } from '../../batch/builders'
import { isInterval, isSmallWhole, isTimestamp, sameType, type DataType } from '../../core/data-type'
import { InternalError } from '../../core/errors'
import { badRows, type OnBad } from './bad-rows'
import { toBoolean, toDouble, toInt, toLong } from './cast-numbers'
import { toDecimal } from './cast-decimals'
import { intervalAsNumber, toInterval } from './cast-intervals'
import { toDate, toTimestamp } from './cast-times'
import { textAt } from './show-value'
import { textOfRows } from './map-text'
import { nullsOf } from './vectors'

/** Whether Spark's ANSI mode has a cast from one type to the other. */
export function canCast(from: DataType, to: DataType): boolean {
  if (from.kind === 'null' || to.kind === 'string' || sameType(from, to)) return true
  switch (to.kind) {
    case 'boolean': return isNumber(from) || from.kind === 'string'
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'decimal': return isNumber(from) || from.kind === 'string' || from.kind === 'boolean' || from.kind === 'timestamp' || isInterval(from)
    case 'float':
    case 'double': return isNumber(from) || from.kind === 'string' || from.kind === 'boolean' || from.kind === 'timestamp'
    case 'day_time':
    case 'year_month': return from.kind === to.kind || from.kind === 'string' || from.kind === 'bigint' || from.kind === 'decimal' || isSmallWhole(from)
    case 'timestamp': return isNumber(from) || from.kind === 'string' || from.kind === 'date' || from.kind === 'timestamp_ntz'
    case 'timestamp_ntz': return from.kind === 'string' || from.kind === 'date' || from.kind === 'timestamp'
    case 'date': return from.kind === 'string' || isTimestamp(from)
    case 'binary': return from.kind === 'string'
    case 'array': return from.kind === 'array' && canCast(from.element, to.element)
    case 'map': return from.kind === 'map' && canCast(from.key, to.key) && canCast(from.value, to.value)
    case 'struct': return from.kind === 'struct' && from.fields.length === to.fields.length && from.fields.every((f, i) => canCast(f.type, to.fields[i].type))
    case 'null': return false
  }
}

function isNumber(type: DataType): boolean {
  return isSmallWhole(type) || type.kind === 'bigint' || type.kind === 'float' || type.kind === 'double' || type.kind === 'decimal'
}

/** The column cast; `canCast` has allowed it. Nulls stay null. */
export function castVector(of: Vector, to: DataType, onBad: OnBad = 'fail'): Vector {
  if (sameType(of.type, to)) return of
  if (of.kind === 'null') return nullsOf(to, of.length)
  if (isInterval(to)) return toInterval(of, to, badRows(of, to, onBad))
  if (isInterval(of.type) && to.kind !== 'string') return intervalAsNumber(of as IntVector | LongVector, to, badRows(of, to, onBad))
  switch (to.kind) {
    case 'string': return of.kind === 'binary' ? decoded(of) : textOfRows(of.length, of.validity, row => textAt(of, row))
    case 'binary': return encoded(of as StringVector)
    case 'boolean': return toBoolean(of, badRows(of, to, onBad))
    case 'tinyint':
    case 'smallint':
    case 'int': return toInt(of, to, badRows(of, to, onBad))
    case 'bigint': return toLong(of, badRows(of, to, onBad))
    case 'float':
    case 'double': return toDouble(of, to, badRows(of, to, onBad))
    case 'decimal': return toDecimal(of, to, badRows(of, to, onBad))
    case 'timestamp':
    case 'timestamp_ntz': return toTimestamp(of, to, badRows(of, to, onBad))
    case 'date': return toDate(of, badRows(of, to, onBad))
    default: return castNested(of, to, onBad)
  }
}

function castNested(of: Vector, to: DataType, onBad: OnBad): Vector {
  if (of.kind === 'array' && to.kind === 'array') return { ...of, type: to, elements: castVector(of.elements, to.element, onBad) }
  if (of.kind === 'map' && to.kind === 'map') {
    return { ...of, type: to, keys: castVector(of.keys, to.key, onBad), values: castVector(of.values, to.value, onBad) }
  }
  if (of.kind === 'struct' && to.kind === 'struct') {
    return { ...of, type: to, children: of.children.map((child, i) => castVector(visible(child, of.validity), to.fields[i].type, onBad)) }
  }
  throw new InternalError(`a ${of.kind} vector cannot be cast to ${to.kind}`)
}

// What stands in a field under a null struct is undefined, and may be no valid value of its type.
function visible(child: Vector, validity: Vector['validity']): Vector {
  if (validity === null || child.kind === 'null') return child
  const rows = new Int32Array(child.length)
  for (let i = 0; i < rows.length; i++) rows[i] = validity[i] === 0 ? -1 : i
  return takeVector(child, rows)
}

/** Invalid UTF-8 becomes U+FFFD. The bytes become a dictionary; no string is decoded until somebody reads it. */
function decoded(of: BinaryVector): Vector {
  const builder = new StringBuilder()
  for (let row = 0; row < of.length; row++) {
    if (of.validity !== null && of.validity[row] === 0) builder.appendNull()
    else builder.appendBytes(of.data, of.starts[row], of.ends[row])
  }
  return builder.finish()
}

function encoded(of: StringVector): Vector {
  const distinct = new BinaryBuilder()
  for (let code = 0; code < of.dictionary.size; code++) {
    const bytes = Buffer.from(of.dictionary.value(code), 'utf8')
    distinct.appendBytes(bytes, 0, bytes.length)
  }
  const codes = of.codes.slice(0, of.length)
  if (of.validity !== null) for (let i = 0; i < codes.length; i++) if (of.validity[i] === 0) codes[i] = -1
  return takeVector(distinct.finish(), codes)
}

