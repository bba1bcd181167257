import type { StringBuilder, StructBuilder } from '../../batch/builders'
import { isNull } from '../../batch/vector'
import type { BinaryVector, StructVector } from '../../batch/vector'
import { typeName } from '../../core/data-type'
import type { DataType, StructType } from '../../core/data-type'
import { defineError } from '../../core/errors'
import { BROKEN, JsonCursor, OK } from './cursor'
import type { Status } from './cursor'
import { FlatRecords } from './flat-records'
import { InvalidFormatOption, jsonOptions } from './json-options'
import type { JsonOptions } from './json-options'
import { renew, valueNode } from './value-node'
import type { ValueNode } from './value-node'
import { readStruct } from './value-reader'

/** Mode FAILFAST met a record that is not what the schema says. */
export const MalformedRecord = defineError({ code: 'MALFORMED_RECORD_IN_PARSING', fault: 'external' })

/** Told of every row that could not be read as it was meant, null rows aside. The reason holds no value of the record. */
export type Report = (row: number, reason: string) => void

/** Reads records one by one into columns. After `finish` it starts new columns and can go on. */
export interface JsonReader {
  readonly schema: StructType
  /** Rows read since the last `finish`. */
  readonly length: number
  /** Reads the record `data[start] … data[end - 1]` as the next row; false where it was malformed. */
  read(data: Uint8Array, start: number, end: number): boolean
  /** A null record: the next row is null. */
  readNull(): void
  /** Reads the records of a column, as `read` and `readNull` would one by one. */
  readAll(records: BinaryVector): void
  /** Reads a line of a file: as `read`, but a blank one is no row and an array is a row for each of its elements. */
  readLine(data: Uint8Array, start: number, end: number): boolean
  /** Forgets the rows from `length` on. */
  truncate(length: number): void
  finish(): StructVector
}

/**
 * A reader of JSON objects with the semantics of Spark's `from_json`: fields that the schema does not name are skipped
 * unread, a field of another type is null and leaves the others as they are, a record that is no JSON object is a row
 * of nulls, blank bytes are a null row. Every field may be null, whatever the schema says.
 *
 * No value becomes a JS object on its way, and none of the work depends on `JSON.parse`.
 *
 * @throws INVALID_FORMAT_OPTION for an unknown option, a corrupt-record field that is no STRING, or a map whose keys are no STRING
 * @throws MALFORMED_RECORD_IN_PARSING while reading, in mode FAILFAST
 * @example
 * const reader = jsonReader(parseDdl('user STRING, n INT'))
 * const bytes = Buffer.from('{"n":1,"user":"ada"}')
 * reader.read(bytes, 0, bytes.length)
 * valueAt(reader.finish(), 0) // { user: 'ada', n: 1 }
 */
export function jsonReader(schema: StructType, options: JsonOptions = {}, report?: Report): JsonReader {
  return new Reader(schema, jsonOptions({ ...options }), report)
}

class Reader implements JsonReader {
  private readonly cursor: JsonCursor
  private readonly corrupt: number
  private readonly root: ValueNode
  private readonly flat: FlatRecords

  constructor(readonly schema: StructType, private readonly options: Required<JsonOptions>, private readonly report: Report | undefined) {
    this.cursor = new JsonCursor(options.maxNestingDepth)
    this.corrupt = corruptField(schema, options.columnNameOfCorruptRecord)
    checkMapKeys(schema)
    this.root = valueNode(schema, this.corrupt)
    this.flat = new FlatRecords(this.root)
  }

  get length(): number {
    return this.root.builder.length
  }

  read(data: Uint8Array, start: number, end: number): boolean {
    const { cursor, root } = this
    cursor.start(data, start, end)
    const byte = cursor.next()
    if (byte === 123) {
      const status = readStruct(cursor, root, 1)
      if (status === OK && !cursor.repaired) {
        return true
      }
      return this.settle(status)
    }
    if (byte === -1) {
      root.builder.appendNull()
      this.tell('it is blank')
      return true
    }
    cursor.blame(byte === 239 ? 'it starts with a byte order mark' : 'it is no JSON object')
    return this.settle(BROKEN)
  }

  readNull(): void {
    this.root.builder.appendNull()
  }

  readAll(records: BinaryVector): void {
    const { flat, root } = this
    const { data, starts, ends, length } = records
    root.builder.reserve(root.builder.length + length)
    for (let row = flat.read(records, 0); row < length; row = flat.read(records, row + 1)) {
      if (isNull(records, row)) this.readNull()
      else if (this.read(data, starts[row], ends[row])) flat.learn(data, starts[row], ends[row])
    }
  }

  readLine(data: Uint8Array, start: number, end: number): boolean {
    const { cursor, root } = this
    cursor.start(data, start, end)
    const byte = cursor.next()
    if (byte === -1) return true
    if (byte !== 91) return this.read(data, start, end)
    const before = this.length
    const status = readElements(cursor, root)
    if (status === BROKEN) root.builder.truncate(before)
    return status === OK && !cursor.repaired ? true : this.settle(status, before)
  }

  truncate(length: number): void {
    this.root.builder.truncate(length)
  }

  finish(): StructVector {
    const vector = (this.root.builder as StructBuilder).finish()
    renew(this.root)
    return vector
  }

  // The uncommon ends of a record; `from` is the first of its rows.
  private settle(status: Status, from = this.length - (status === BROKEN ? 0 : 1)): boolean {
    const { cursor, root } = this
    if (status === BROKEN) {
      for (const child of root.inner) child.builder.appendNull()
      ;(root.builder as StructBuilder).close()
    }
    if (this.corrupt >= 0 && status !== OK) this.keepCorrupt(from)
    this.tell(cursor.reason === '' ? 'a string is not UTF-8, its bad bytes were replaced' : cursor.reason)
    if (status !== OK && this.options.mode === 'FAILFAST') {
      throw new MalformedRecord(`record ${this.length - 1} of the batch is malformed: ${cursor.reason}`, {
        hint: "Mode FAILFAST stops at the first such record; with mode 'PERMISSIVE' it becomes a row of nulls and stands in the ledger.",
        details: { row: this.length - 1, reason: cursor.reason },
      })
    }
    return status === OK
  }

  /** The rows were closed with null in the corrupt record's field: this puts the record there. */
  private keepCorrupt(from: number): void {
    const builder = this.root.inner[this.corrupt].builder as StringBuilder
    builder.truncate(from)
    while (builder.length < this.length) builder.appendBytes(this.cursor.data, this.cursor.first, this.cursor.end)
  }

  private tell(reason: string): void {
    if (this.report !== undefined) this.report(this.length - 1, reason)
  }
}

/** The elements of an array of objects, each a row. A line whose elements are not all objects is broken, as in Spark. */
function readElements(cursor: JsonCursor, root: ValueNode): Status {
  let all: Status = OK
  cursor.pos++
  if (cursor.next() === 93) return OK
  for (;;) {
    if (cursor.next() !== 123) return cursor.broken('an element is no JSON object')
    const status: Status = readStruct(cursor, root, 2)
    if (status > all) all = status
    const next = cursor.next()
    if (all === BROKEN || next === 93) return all
    if (next !== 44) return cursor.broken('a comma or ] is missing')
    cursor.pos++
  }
}

function corruptField(schema: StructType, name: string): number {
  const at = schema.fields.findIndex(f => f.name === name)
  if (at >= 0 && schema.fields[at].type.kind !== 'string') {
    throw new InvalidFormatOption(`the field '${name}' takes malformed records and must be STRING, not ${typeName(schema.fields[at].type)}`, {
      hint: "Make it STRING, or name another field with the option 'columnNameOfCorruptRecord'.",
    })
  }
  return at
}

export function checkMapKeys(type: DataType): void {
  if (type.kind === 'struct') type.fields.forEach(f => checkMapKeys(f.type))
  else if (type.kind === 'array') checkMapKeys(type.element)
  else if (type.kind === 'map') {
    if (type.key.kind !== 'string') {
      throw new InvalidFormatOption(`JSON cannot be read as ${typeName(type)}: the keys of a JSON object are strings`, {
        hint: `Use ${typeName({ ...type, key: { kind: 'string' } })}.`,
      })
    }
    checkMapKeys(type.value)
  }
}
