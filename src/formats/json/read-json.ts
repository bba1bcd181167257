import type { ArrayBuilder } from '../../batch/builders'
import { isNull } from '../../batch/vector'
import type { BinaryVector, StringVector, StructVector, Vector } from '../../batch/vector'
import type { ArrayType, MapType, StructType } from '../../core/data-type'
import { defineError } from '../../core/errors'
import { BAD, JsonCursor } from './cursor'
import type { Status } from './cursor'
import { jsonOptions } from './json-options'
import type { JsonOptions } from './json-options'
import { checkMapKeys, jsonReader } from './json-reader'
import type { JsonReader, Report } from './json-reader'
import { valueNode } from './value-node'
import type { ValueNode } from './value-node'
import { readStruct, readValue } from './value-reader'

/** `from_json` cannot leave rows out. */
export const ParseModeUnsupported = defineError({ code: 'PARSE_MODE_UNSUPPORTED', fault: 'user' })

/**
 * Spark's `from_json` over a whole column, straight from the bytes of a BINARY or STRING one: `jsonReader` says what
 * becomes of each record, a null stays null. For an ARRAY or MAP schema an unreadable record is null, and one object
 * is an ARRAY<STRUCT> of one.
 *
 * @throws PARSE_MODE_UNSUPPORTED for mode DROPMALFORMED, as Spark does; else as `jsonReader`
 */
export function readJson(input: BinaryVector | StringVector, schema: StructType, options?: JsonOptions, report?: Report): StructVector
export function readJson(input: BinaryVector | StringVector, schema: StructType | ArrayType | MapType, options?: JsonOptions, report?: Report): Vector
export function readJson(input: BinaryVector | StringVector, schema: StructType | ArrayType | MapType, options: JsonOptions = {}, report?: Report): Vector {
  const { mode, maxNestingDepth } = jsonOptions({ ...options })
  if (mode === 'DROPMALFORMED') {
    throw new ParseModeUnsupported('fromJson has no mode DROPMALFORMED', { hint: 'Valid: PERMISSIVE, FAILFAST. To leave bad rows out, filter on the corrupt record or quarantine them.' })
  }
  if (schema.kind === 'struct') return readStructs(jsonReader(schema, options, report), input)
  checkMapKeys(schema)
  const cursor = new JsonCursor(maxNestingDepth)
  const node = valueNode(schema)
  eachRecord(input, (data, start, end) => {
    cursor.start(data, start, end)
    if (readRoot(cursor, node) >= BAD) node.builder.appendNull()
    if (cursor.reason !== '' || cursor.repaired) report?.(node.builder.length - 1, cursor.reason === '' ? 'a string is not UTF-8, its bad bytes were replaced' : cursor.reason)
  }, () => node.builder.appendNull())
  return node.builder.finish()
}

/** As `readJson`, for the batches of one stream: what one batch taught the reader serves the next. */
export function jsonStream(schema: StructType | ArrayType | MapType, options?: JsonOptions): (input: BinaryVector | StringVector, report?: Report) => Vector {
  if (schema.kind !== 'struct') return (input, report) => readJson(input, schema, options, report)
  const start = (): JsonReader => jsonReader(schema, options, (row, reason) => tell?.(row, reason))
  let tell: Report | undefined
  let reader: JsonReader | null = null
  return (input, report) => {
    const one = (reader ??= start())
    tell = report
    // A reader that failed halfway through a batch holds its rows.
    reader = null
    const vector = readStructs(one, input)
    reader = one
    return vector
  }
}

function readStructs(reader: JsonReader, input: BinaryVector | StringVector): StructVector {
  if (input.kind === 'binary') reader.readAll(input)
  else eachRecord(input, reader.read.bind(reader), () => reader.readNull())
  return reader.finish()
}

function readRoot(cursor: JsonCursor, node: ValueNode): Status {
  const byte = cursor.next()
  if (byte === -1) {
    cursor.blame('it is blank')
    return BAD
  }
  if (byte !== 123 || node.type.kind !== 'array' || node.type.element.kind !== 'struct') return readValue(cursor, node, 0)
  const status = readStruct(cursor, node.inner[0], 1)
  if (status < BAD) (node.builder as ArrayBuilder).close()
  return status
}

function eachRecord(input: BinaryVector | StringVector, read: (data: Uint8Array, start: number, end: number) => unknown, readNull: () => void): void {
  for (let row = 0; row < input.length; row++) {
    if (isNull(input, row)) readNull()
    else if (input.kind === 'binary') read(input.data, input.starts[row], input.ends[row])
    else {
      const bytes = Buffer.from(input.dictionary.value(input.codes[row]), 'utf8')
      read(bytes, 0, bytes.length)
    }
  }
}
