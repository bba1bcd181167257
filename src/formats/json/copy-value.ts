import { formatDouble } from '../../core/double-text'
import { BROKEN, OK } from './cursor'
import type { JsonCursor, Status } from './cursor'
import { takeColon, tooDeep } from './skip-value'

/** Bytes that grow. */
export class ByteSink {
  bytes: Uint8Array = new Uint8Array(1 << 10)
  length = 0

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1)
    this.bytes[this.length++] = value
  }

  /** ASCII text. */
  ascii(text: string): void {
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i))
  }

  append(data: Uint8Array, start: number, end: number): void {
    if (this.length + end - start > this.bytes.length) this.grow(end - start)
    if (end - start > 64) this.bytes.set(data.subarray(start, end), this.length)
    else for (let i = start, to = this.length; i < end; i++) this.bytes[to++] = data[i]
    this.length += end - start
  }

  private grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }
}

/**
 * Writes the value at `pos` again, as Spark does where a STRING column meets something else: no blanks, strings in
 * double quotes with only the escapes they need, fractions as doubles, `NaN` and infinities in quotes.
 */
export function copyValue(cursor: JsonCursor, out: ByteSink, depth: number): Status {
  switch (cursor.next()) {
    case 34: case 39: return copyString(cursor, out)
    case 123: return copyMembers(cursor, out, depth + 1, 125)
    case 91: return copyMembers(cursor, out, depth + 1, 93)
    case 110: return copyWord(cursor, out, 'null')
    case 116: return copyWord(cursor, out, 'true')
    case 102: return copyWord(cursor, out, 'false')
    default: return copyNumber(cursor, out)
  }
}

function copyMembers(cursor: JsonCursor, out: ByteSink, depth: number, close: number): Status {
  if (depth > cursor.maxDepth) return tooDeep(cursor)
  out.byte(cursor.data[cursor.pos++])
  if (cursor.next() === close) {
    cursor.pos++
    out.byte(close)
    return OK
  }
  for (;;) {
    if (close === 125 && copyName(cursor, out) === BROKEN) return BROKEN
    if (copyValue(cursor, out, depth) === BROKEN) return BROKEN
    const next = cursor.next()
    if (next !== 44 && next !== close) return cursor.broken(close === 125 ? 'a comma or } is missing' : 'a comma or ] is missing')
    cursor.pos++
    out.byte(next)
    if (next === close) return OK
  }
}

function copyName(cursor: JsonCursor, out: ByteSink): Status {
  const quote = cursor.next()
  if (quote !== 34 && quote !== 39) return cursor.broken('a name in quotes is missing')
  if (copyString(cursor, out) !== OK || takeColon(cursor) !== OK) return BROKEN
  out.byte(58)
  return OK
}

function copyString(cursor: JsonCursor, out: ByteSink): Status {
  if (cursor.readString() !== OK) return BROKEN
  writeString(cursor.text, cursor.from, cursor.to, out)
  return OK
}

/** A JSON string of UTF-8 bytes, quotes and all. */
export function writeString(text: Uint8Array, from: number, to: number, out: ByteSink): void {
  out.byte(34)
  let plain = from
  for (let at = from; at < to; at++) {
    const byte = text[at]
    if (byte >= 32 && byte !== 34 && byte !== 92) continue
    out.append(text, plain, at)
    out.ascii(escapeOf(byte))
    plain = at + 1
  }
  out.append(text, plain, to)
  out.byte(34)
}

const ESCAPES: Readonly<Record<number, string>> = { 34: '\\"', 92: '\\\\', 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' }

function escapeOf(byte: number): string {
  return ESCAPES[byte] ?? `\\u00${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

function copyNumber(cursor: JsonCursor, out: ByteSink): Status {
  if (cursor.readNumber() === BROKEN) return BROKEN
  if (!cursor.integer) writeDouble(cursor.number, out)
  else if (cursor.number === 0) out.byte(48)
  else out.append(cursor.text, cursor.from, cursor.to)
  return OK
}

export function writeDouble(value: number, out: ByteSink): void {
  out.ascii(Number.isFinite(value) ? formatDouble(value) : `"${formatDouble(value)}"`)
}

function copyWord(cursor: JsonCursor, out: ByteSink, word: string): Status {
  if (!cursor.takeWord(word)) return cursor.broken('no JSON value starts here')
  out.ascii(word)
  return OK
}
