import type { BinaryBuilder, BooleanBuilder, DecimalBuilder, DoubleBuilder, IntBuilder, LongBuilder, StringBuilder } from '../../batch/builders'
import { greatestWhole, typeName, type DayTimeType, type DecimalType, type YearMonthType } from '../../core/data-type'
import { textToDate, textToTimestamp, textToTimestampNtz } from '../../core/text-to-value'
import { textToDayTime, textToYearMonth } from '../../core/text-to-interval'
import { daysOfBytes, timestampOfBytes } from '../../core/timestamp-bytes'
import { decimalInRecord } from '../decimal-in-record'
import { ByteSink, copyValue } from './copy-value'
import { BAD, BROKEN, OK } from './cursor'
import type { JsonCursor, Status } from './cursor'
import { skipValue } from './skip-value'
import { utf8Text } from './utf8'
import type { ValueNode } from './value-node'

const copied = new ByteSink()

/** Skips a value of another type. */
export function mismatch(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  const found = isQuote(byte) ? 'a string' : byte === 123 ? 'an object' : byte === 91 ? 'an array'
    : byte === 116 || byte === 102 ? 'a boolean' : 'a number'
  if (skipValue(cursor, depth) === BROKEN) return BROKEN
  cursor.blame(`${found} where ${typeName(node.type)} belongs`)
  return BAD
}

function unfit(cursor: JsonCursor, what: string, node: ValueNode): typeof BAD {
  cursor.blame(`${what} that is no ${typeName(node.type)}`)
  return BAD
}

export function readText(cursor: JsonCursor, builder: StringBuilder, byte: number, depth: number): Status {
  if (isQuote(byte)) {
    if (cursor.readString() === BAD) return BAD
    builder.appendBytes(cursor.text, cursor.from, cursor.to)
    return OK
  }
  copied.length = 0
  if (copyValue(cursor, copied, depth) === BROKEN) return BROKEN
  builder.appendBytes(copied.bytes, 0, copied.length)
  return OK
}

export function readTimestamp(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  const builder = node.builder as LongBuilder
  if (isQuote(byte)) {
    const usual = cursor.plainTimestamp()
    if (usual === usual) {
      builder.appendNumber(usual)
      return OK
    }
    if (cursor.readString() === BAD) return BAD
    const fast = timestampOfBytes(cursor.text, cursor.from, cursor.to)
    if (fast === fast) {
      builder.appendNumber(fast)
      return OK
    }
    const micros = textToTimestamp(utf8Text(cursor.text, cursor.from, cursor.to))
    if (micros === null) return unfit(cursor, 'a string', node)
    builder.appendBigint(micros)
    return OK
  }
  if (!isNumber(byte)) return mismatch(cursor, node, byte, depth)
  if (cursor.readNumber() === BROKEN) return BROKEN
  if (!cursor.integer) return unfit(cursor, 'a number', node)
  // A number is seconds, and what is beyond 64 bits wraps around, as in Spark.
  const seconds = BigInt(cursor.numberText())
  if (BigInt.asIntN(64, seconds) !== seconds) return unfit(cursor, 'a number', node)
  builder.appendBigint(BigInt.asIntN(64, seconds * 1_000_000n))
  return OK
}

/** Unlike a TIMESTAMP, it is no number of seconds, and its text has no zone. */
export function readTimestampNtz(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  if (!isQuote(byte)) return mismatch(cursor, node, byte, depth)
  if (cursor.readString() === BAD) return BAD
  const micros = textToTimestampNtz(utf8Text(cursor.text, cursor.from, cursor.to), 'refused')
  if (micros === null) return unfit(cursor, 'a string', node)
  ;(node.builder as LongBuilder).appendBigint(micros)
  return OK
}

/** As a cast reads it: `1 02:03:04`, or Spark's literal of exactly the column's units. */
export function readInterval(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  if (!isQuote(byte)) return mismatch(cursor, node, byte, depth)
  if (cursor.readString() === BAD) return BAD
  const text = utf8Text(cursor.text, cursor.from, cursor.to)
  const type = node.type as DayTimeType | YearMonthType
  const found = type.kind === 'day_time' ? textToDayTime(text, type) : textToYearMonth(text, type)
  if ('wrong' in found) return unfit(cursor, 'a string', node)
  if (typeof found.value === 'bigint') (node.builder as LongBuilder).appendBigint(found.value)
  else (node.builder as IntBuilder).appendNumber(found.value)
  return OK
}

export function readInt(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  if (!isNumber(byte)) return mismatch(cursor, node, byte, depth)
  if (cursor.readNumber() === BROKEN) return BROKEN
  const { number } = cursor
  const builder = node.builder as IntBuilder
  const greatest = greatestWhole(builder.type)
  // Spark's parser takes a byte with a sign or without one: 128 to 255 are TINYINTs below zero.
  const most = builder.type.kind === 'tinyint' ? 255 : greatest
  if (!cursor.integer || number > most || number < -greatest - 1) return unfit(cursor, 'a number', node)
  builder.appendNumber(number > greatest ? number - 256 : number)
  return OK
}

export function readBigint(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  if (!isNumber(byte)) return mismatch(cursor, node, byte, depth)
  if (cursor.readNumber() === BROKEN) return BROKEN
  if (!cursor.integer) return unfit(cursor, 'a number', node)
  const builder = node.builder as LongBuilder
  if (Number.isSafeInteger(cursor.number)) {
    builder.appendNumber(cursor.number)
    return OK
  }
  const long = BigInt(cursor.numberText())
  if (BigInt.asIntN(64, long) !== long) return unfit(cursor, 'a number', node)
  builder.appendBigint(long)
  return OK
}

// What Spark takes for a DOUBLE in quotes.
const QUOTED: Readonly<Record<string, number>> = {
  NaN: NaN, Infinity: Infinity, '+Infinity': Infinity, '+INF': Infinity, '-Infinity': -Infinity, '-INF': -Infinity,
}

export function readDouble(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  const builder = node.builder as DoubleBuilder
  if (isNumber(byte)) {
    if (cursor.readNumber() === BROKEN) return BROKEN
    builder.appendNumber(cursor.number)
    return OK
  }
  if (!isQuote(byte)) return mismatch(cursor, node, byte, depth)
  if (cursor.readString() === BAD) return BAD
  const text = cursor.to - cursor.from > 9 ? '' : utf8Text(cursor.text, cursor.from, cursor.to)
  if (!Object.hasOwn(QUOTED, text)) return unfit(cursor, 'a string', node)
  builder.appendNumber(QUOTED[text])
  return OK
}

export function readBoolean(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  if (byte !== 116 && byte !== 102) return mismatch(cursor, node, byte, depth)
  if (!cursor.takeWord(byte === 116 ? 'true' : 'false')) return cursor.broken('no JSON value starts here')
  const builder = node.builder as BooleanBuilder
  builder.appendBoolean(byte === 116)
  return OK
}

export function readDate(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  if (!isQuote(byte)) return mismatch(cursor, node, byte, depth)
  if (cursor.readString() === BAD) return BAD
  const fast = cursor.to - cursor.from === 10 ? daysOfBytes(cursor.text, cursor.from) : NaN
  const days = fast === fast ? fast : daysOfText(utf8Text(cursor.text, cursor.from, cursor.to))
  if (days === null) return unfit(cursor, 'a string', node)
  const builder = node.builder as IntBuilder
  builder.appendNumber(days)
  return OK
}

/** As Spark does, a text that is no date but an integer is days since 1970. */
function daysOfText(text: string): number | null {
  const date = textToDate(text)
  if (date !== null || !/^[+-]?\d{1,10}$/.test(text)) return date
  return (Number(text) | 0) === Number(text) ? Number(text) : null
}

/** A number, or a text of one in which commas do not count; more digits after the point than the column has are rounded. */
export function readDecimal(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  if (!isQuote(byte) && !isNumber(byte)) return mismatch(cursor, node, byte, depth)
  const quoted = isQuote(byte)
  if (quoted ? cursor.readString() === BAD : cursor.readNumber() === BROKEN) return quoted ? BAD : BROKEN
  const unscaled = decimalInRecord(quoted ? utf8Text(cursor.text, cursor.from, cursor.to) : cursor.numberText(), node.type as DecimalType)
  if (unscaled === null) return unfit(cursor, quoted ? 'a string' : 'a number', node)
  const builder = node.builder as DecimalBuilder
  builder.appendUnscaled(unscaled)
  return OK
}

// Blanks may stand between fours, not within.
const FOURS = '(?:[\\0- ]*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==))*[\\0- ]*'
const BASE_64 = new RegExp(`^${FOURS}$`)
const ENDS_AMISS = new RegExp(`^${FOURS}(?:[A-Za-z0-9+/]|[A-Za-z0-9+/]{2}=)$`)

export function readBinary(cursor: JsonCursor, node: ValueNode, byte: number, depth: number): Status {
  if (!isQuote(byte)) return mismatch(cursor, node, byte, depth)
  if (cursor.readString() === BAD) return BAD
  const text = utf8Text(cursor.text, cursor.from, cursor.to)
  // As Spark's parser has it: what ends one character into four, or before the second `=`, takes the closing quote with it.
  if (ENDS_AMISS.test(text)) return cursor.broken('a text in base64 ends amiss here')
  if (!BASE_64.test(text)) return unfit(cursor, 'a string', node)
  // Node stops at the first padding; Spark's parser takes several padded pieces for one value.
  const bytes = Buffer.concat((text.match(/[^=]+=*/g) ?? []).map(piece => Buffer.from(piece, 'base64')))
  const builder = node.builder as BinaryBuilder
  builder.appendBytes(bytes, 0, bytes.length)
  return OK
}

export function isQuote(byte: number): boolean {
  return byte === 34 || byte === 39
}

// Whatever starts nothing else is read as a number, and found to be none.
function isNumber(byte: number): boolean {
  return !isQuote(byte) && byte !== 123 && byte !== 91 && byte !== 116 && byte !== 102
}
