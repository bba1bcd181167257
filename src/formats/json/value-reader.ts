import type { ArrayBuilder, MapBuilder, StringBuilder, StructBuilder } from '../../batch/builders'
import { BAD, BROKEN, OK, PARTIAL } from './cursor'
import type { JsonCursor, Status } from './cursor'
import { isQuote, mismatch, readBigint, readBinary, readBoolean, readDate, readDecimal, readDouble, readInt, readInterval, readText, readTimestamp, readTimestampNtz } from './read-scalar'
import { skipValue, takeColon, tooDeep } from './skip-value'
import { valueNode } from './value-node'
import type { ValueNode } from './value-node'

/** Reads the value at `pos` into the node's builder; BAD and BROKEN append nothing. */
export function readValue(cursor: JsonCursor, node: ValueNode, depth: number): Status {
  const byte = cursor.next()
  if (byte === 110) {
    if (!cursor.takeWord('null')) return cursor.broken('no JSON value starts here')
    node.builder.appendNull()
    return OK
  }
  switch (node.kind) {
    case 'string': return readText(cursor, node.builder as StringBuilder, byte, depth)
    case 'timestamp': return readTimestamp(cursor, node, byte, depth)
    case 'timestamp_ntz': return readTimestampNtz(cursor, node, byte, depth)
    case 'tinyint':
    case 'smallint':
    case 'int': return readInt(cursor, node, byte, depth)
    case 'bigint': return readBigint(cursor, node, byte, depth)
    case 'float':
    case 'double': return readDouble(cursor, node, byte, depth)
    case 'boolean': return readBoolean(cursor, node, byte, depth)
    case 'date': return readDate(cursor, node, byte, depth)
    case 'binary': return readBinary(cursor, node, byte, depth)
    case 'decimal': return readDecimal(cursor, node, byte, depth)
    case 'struct': return byte === 123 ? readStruct(cursor, node, depth + 1) : mismatch(cursor, node, byte, depth)
    case 'array': return byte === 91 ? readArray(cursor, node, depth + 1) : mismatch(cursor, node, byte, depth)
    case 'map': return byte === 123 ? readMap(cursor, node, depth + 1) : mismatch(cursor, node, byte, depth)
    case 'day_time':
    case 'year_month': return readInterval(cursor, node, byte, depth)
    case 'null': return mismatch(cursor, node, byte, depth)
  }
}

/** Reads the object at `pos` field by field: what is wrong with one field leaves the others as they are. */
export function readStruct(cursor: JsonCursor, node: ValueNode, depth: number): Status {
  if (depth > cursor.maxDepth) return tooDeep(cursor)
  const { inner, filled } = node
  const builder = node.builder as StructBuilder
  const reading = ++node.reading
  const status = readFields(cursor, node, depth)
  if (status === BROKEN) {
    builder.truncate(builder.length)
    return BROKEN
  }
  for (let i = 0; i < inner.length; i++) if (filled[i] !== reading) inner[i].builder.appendNull()
  builder.close()
  return status
}

function readFields(cursor: JsonCursor, node: ValueNode, depth: number): Status {
  const { inner, filled, reading } = node
  const { data, end } = cursor
  const names = node.names!
  let all: Status = OK
  cursor.pos++
  let byte = cursor.next()
  if (byte === 125) {
    cursor.pos++
    return OK
  }
  for (let ordinal = 0; ; ordinal++) {
    if (!isQuote(byte)) return cursor.broken('a name in quotes is missing')
    const field = names.read(cursor, ordinal)
    if (field === -2) return BROKEN
    if (cursor.pos < end && data[cursor.pos] === 58) cursor.pos++
    else if (takeColon(cursor) === BROKEN) return BROKEN
    if (field < 0) {
      if (skipValue(cursor, depth) === BROKEN) return BROKEN
    } else {
      const again = filled[field] === reading
      const status = again ? readAgain(cursor, inner[field], (node.builder as StructBuilder).length, depth) : readValue(cursor, inner[field], depth)
      if (status < BAD) filled[field] = reading
      if (status !== OK) {
        cursor.locate(node.type.kind === 'struct' ? node.type.fields[field].name : '')
        if (status === BROKEN) return BROKEN
        all = PARTIAL
      }
    }
    // The bytes next to each other of a record without blanks are looked at in place: `next` costs a call.
    byte = cursor.pos < end && data[cursor.pos] > 32 ? data[cursor.pos] : cursor.next()
    cursor.pos++
    if (byte === 125) return all
    if (byte !== 44) {
      cursor.pos--
      return cursor.broken('a comma or } is missing')
    }
    byte = cursor.pos < end && data[cursor.pos] > 32 ? data[cursor.pos] : cursor.next()
  }
}

/** A name that is there twice: the last value that is good counts. */
function readAgain(cursor: JsonCursor, node: ValueNode, row: number, depth: number): Status {
  const { pos } = cursor
  const trial = (node.trial ??= valueNode(node.type))
  const status = readValue(cursor, trial, depth)
  trial.builder.truncate(0)
  if (status === BAD || status === BROKEN) return status
  cursor.pos = pos
  node.builder.truncate(row)
  return readValue(cursor, node, depth)
}

/** One bad element spoils the array, as in Spark; what is wrong inside an element that is a struct does not. */
function readArray(cursor: JsonCursor, node: ValueNode, depth: number): Status {
  if (depth > cursor.maxDepth) return tooDeep(cursor)
  const builder = node.builder as ArrayBuilder
  const before = builder.elements.length
  let all: Status = OK
  cursor.pos++
  if (cursor.next() === 93) cursor.pos++
  else {
    for (;;) {
      const status: Status = all === BAD ? skipValue(cursor, depth) : readValue(cursor, node.inner[0], depth)
      if (status > all) all = status
      if (all === BROKEN) break
      const next = cursor.next()
      if (next !== 44 && next !== 93) {
        all = cursor.broken('a comma or ] is missing')
        break
      }
      cursor.pos++
      if (next === 93) break
    }
  }
  if (all === BAD || all === BROKEN) builder.elements.truncate(before)
  else builder.close()
  return all
}

/** One bad value spoils the map, as in Spark; a key that comes twice is in it twice, and the first is found. */
function readMap(cursor: JsonCursor, node: ValueNode, depth: number): Status {
  if (depth > cursor.maxDepth) return tooDeep(cursor)
  const builder = node.builder as MapBuilder
  const before = builder.keys.length
  let all: Status = OK
  cursor.pos++
  if (cursor.next() === 125) cursor.pos++
  else {
    do {
      const status = readEntry(cursor, node, builder, all === BAD, depth)
      if (status > all) all = status
      if (all === BROKEN) break
      const next = cursor.next()
      if (next !== 44 && next !== 125) all = cursor.broken('a comma or } is missing')
      else cursor.pos++
      if (next === 125) break
    } while (all !== BROKEN)
  }
  if (all === BAD || all === BROKEN) {
    builder.keys.truncate(before)
    builder.values.truncate(before)
  } else builder.close()
  return all
}

function readEntry(cursor: JsonCursor, node: ValueNode, builder: MapBuilder, spoilt: boolean, depth: number): Status {
  if (!isQuote(cursor.next())) return cursor.broken('a name in quotes is missing')
  if (cursor.readString() === BAD) return BROKEN
  const keys = builder.keys as StringBuilder
  if (!spoilt) keys.appendBytes(cursor.text, cursor.from, cursor.to)
  if (takeColon(cursor) === BROKEN) return BROKEN
  return spoilt ? skipValue(cursor, depth) : readValue(cursor, node.inner[0], depth)
}
