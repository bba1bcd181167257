import type { DataType } from '../core/data-type'
import { BINARY, BOOLEAN, greatestWhole, NULL, STRING } from '../core/data-type'
import { Growing } from './growing'
import { DictionaryBuilder } from './dictionary'
import type { BinaryVector, BooleanVector, DoubleVector, IntVector, LongVector, NullVector, StringVector } from './vector'

export class StringBuilder extends Growing {
  readonly type = STRING
  codes = new Int32Array(this.capacity)

  /** `dictionary` may be one that another column uses too: it only grows. */
  constructor(readonly dictionary = new DictionaryBuilder()) { super() }

  append(value: unknown): void {
    if (value === null || value === undefined) this.appendNull()
    else if (typeof value === 'string') this.appendString(value)
    else this.refuse(value)
  }

  appendString(text: string): void {
    const row = this.nextRow()
    this.codes[row] = this.dictionary.codeOf(text)
  }

  /** Appends the string whose UTF-8 bytes are `data[start] … data[end - 1]`, without decoding it. */
  appendBytes(data: Uint8Array, start: number, end: number): void {
    const row = this.nextRow()
    this.codes[row] = this.dictionary.codeOfBytes(data, start, end)
  }

  /** A builder of the column's next rows, in another batch: with the same dictionary, unless that has grown large. */
  next(): StringBuilder {
    return new StringBuilder(this.dictionary.isLarge ? undefined : this.dictionary)
  }

  codeAt(row: number): number {
    return this.codes[row]
  }

  finish(): StringVector {
    return { kind: 'string', type: STRING, length: this.length, validity: this.finishValidity(), codes: this.codes.subarray(0, this.length), dictionary: this.dictionary }
  }

  protected resize(): void {
    const larger = new Int32Array(this.capacity)
    larger.set(this.codes)
    this.codes = larger
  }
}

/** TINYINT, SMALLINT, INT, DATE and INTERVAL YEAR TO MONTH. */
export class IntBuilder extends Growing {
  values = new Int32Array(this.capacity)
  private readonly greatest: number

  constructor(readonly type: DataType) {
    super()
    this.greatest = greatestWhole(type)
  }

  append(value: unknown): void {
    if (value === null || value === undefined) return this.appendNull()
    const number = this.type.kind === 'date' ? daysOf(value) : this.type.kind === 'year_month' ? monthsOf(value) : typeof value === 'bigint' ? Number(value) : value
    if (typeof number !== 'number' || (number | 0) !== number || number > this.greatest || number < -this.greatest - 1) this.refuse(value)
    this.appendNumber(number)
  }

  appendNumber(value: number): void {
    const row = this.nextRow()
    this.values[row] = value
  }

  finish(): IntVector {
    return { kind: 'int', type: this.type, length: this.length, validity: this.finishValidity(), values: this.values.subarray(0, this.length) }
  }

  protected resize(): void {
    const larger = new Int32Array(this.capacity)
    larger.set(this.values)
    this.values = larger
  }
}

const TWO_32 = 4_294_967_296

/** BIGINT, TIMESTAMP, TIMESTAMP_NTZ and INTERVAL DAY TO SECOND. Safe integers are written as Int32 halves: BigInt arithmetic costs 14 times as much. */
export class LongBuilder extends Growing {
  private values = new BigInt64Array(this.capacity)
  /** The values as pairs of 32 bits, low half first. */
  halves = new Int32Array(this.values.buffer)

  constructor(readonly type: DataType) { super() }

  append(value: unknown): void {
    if (value === null || value === undefined) return this.appendNull()
    const long = longOf(this.type, value)
    if (typeof long === 'bigint' && BigInt.asIntN(64, long) === long) this.appendBigint(long)
    else if (typeof long === 'number' && Number.isSafeInteger(long)) this.appendNumber(long)
    else this.refuse(value)
  }

  /** Appends a safe integer. */
  appendNumber(value: number): void {
    const row = this.nextRow()
    const high = Math.floor(value / TWO_32)
    this.halves[2 * row] = value - high * TWO_32
    this.halves[2 * row + 1] = high
  }

  appendBigint(value: bigint): void {
    const row = this.nextRow()
    this.values[row] = value
  }

  finish(): LongVector {
    return { kind: 'long', type: this.type, length: this.length, validity: this.finishValidity(), values: this.values.subarray(0, this.length) }
  }

  protected resize(): void {
    const larger = new BigInt64Array(this.capacity)
    larger.set(this.values)
    this.values = larger
    this.halves = new Int32Array(larger.buffer)
  }
}

/** DOUBLE and FLOAT. */
export class DoubleBuilder extends Growing {
  values = new Float64Array(this.capacity)
  private readonly single: boolean

  constructor(readonly type: DataType) {
    super()
    this.single = type.kind === 'float'
  }

  append(value: unknown): void {
    if (value === null || value === undefined) return this.appendNull()
    if (typeof value !== 'number') this.refuse(value)
    this.appendNumber(value)
  }

  appendNumber(value: number): void {
    const row = this.nextRow()
    this.values[row] = this.single ? Math.fround(value) : value
  }

  finish(): DoubleVector {
    return { kind: 'double', type: this.type, length: this.length, validity: this.finishValidity(), values: this.values.subarray(0, this.length) }
  }

  protected resize(): void {
    const larger = new Float64Array(this.capacity)
    larger.set(this.values)
    this.values = larger
  }
}

export class BooleanBuilder extends Growing {
  readonly type = BOOLEAN
  private values = new Uint8Array(this.capacity)

  append(value: unknown): void {
    if (value === null || value === undefined) this.appendNull()
    else if (typeof value === 'boolean') this.appendBoolean(value)
    else this.refuse(value)
  }

  appendBoolean(value: boolean): void {
    const row = this.nextRow()
    this.values[row] = value ? 1 : 0
  }

  finish(): BooleanVector {
    return { kind: 'boolean', type: this.type, length: this.length, validity: this.finishValidity(), values: this.values.subarray(0, this.length) }
  }

  protected resize(): void {
    const larger = new Uint8Array(this.capacity)
    larger.set(this.values)
    this.values = larger
  }
}

/** Copies the bytes it is given; a source that keeps its buffer makes a BinaryVector over it instead. */
export class BinaryBuilder extends Growing {
  readonly type = BINARY
  private starts = new Int32Array(this.capacity)
  private ends = new Int32Array(this.capacity)
  private data = new Uint8Array(1 << 10)
  private used = 0

  append(value: unknown): void {
    if (value === null || value === undefined) this.appendNull()
    else if (value instanceof Uint8Array) this.appendBytes(value, 0, value.length)
    else this.refuse(value)
  }

  appendBytes(data: Uint8Array, start: number, end: number): void {
    const row = this.nextRow()
    const used = this.used + end - start
    if (used > this.data.length) {
      const larger = new Uint8Array(Math.max(used, this.data.length * 2))
      larger.set(this.data.subarray(0, this.used))
      this.data = larger
    }
    this.data.set(data.subarray(start, end), this.used)
    this.starts[row] = this.used
    this.ends[row] = used
    this.used = used
  }

  finish(): BinaryVector {
    const { length } = this
    return { kind: 'binary', type: BINARY, length, validity: this.finishValidity(), data: this.data, starts: this.starts.subarray(0, length), ends: this.ends.subarray(0, length) }
  }

  protected resize(): void {
    const starts = new Int32Array(this.capacity)
    const ends = new Int32Array(this.capacity)
    starts.set(this.starts)
    ends.set(this.ends)
    this.starts = starts
    this.ends = ends
  }
}

export class NullBuilder extends Growing {
  readonly type = NULL

  append(value: unknown): void {
    if (value !== null && value !== undefined) this.refuse(value)
    this.appendNull()
  }

  override appendNull(): void {
    this.length++
  }

  finish(): NullVector {
    return { kind: 'null', type: NULL, length: this.length, validity: null }
  }

  protected resize(): void {}
}

function longOf({ kind }: DataType, value: unknown): unknown {
  switch (kind) {
    case 'timestamp': return microsOf(value)
    case 'timestamp_ntz': return localMicrosOf(value)
    case 'day_time': return typeof value === 'object' && value !== null && 'micros' in value && 'fields' in value ? value.micros : undefined
    default: return value
  }
}

function monthsOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'months' in value ? value.months : undefined
}

// A cell may hold an Instant of another copy of the package, so what it has decides, not its class.
function microsOf(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() * 1000
  return typeof value === 'object' && value !== null && 'micros' in value && !('zone' in value) && !('fields' in value) ? value.micros : undefined
}

function localMicrosOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'micros' in value && 'zone' in value ? value.micros : undefined
}

function daysOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'days' in value ? value.days : undefined
}
