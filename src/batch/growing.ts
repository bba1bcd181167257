import { defineError } from '../core/errors'
import type { DataType } from '../core/data-type'
import { greatestWhole, typeName } from '../core/data-type'
import type { ColumnBuilder } from './column-builder'
import type { Validity, Vector } from './vector'

/** A value that a column of that type cannot hold. */
export const ValueTypeMismatch = defineError({ code: 'VALUE_TYPE_MISMATCH', fault: 'user' })

/** What all builders share: the length, and a validity lane that exists only once there is a null. */
export abstract class Growing implements ColumnBuilder {
  abstract readonly type: DataType
  length = 0
  protected validity: Uint8Array | null = null
  protected capacity = 64

  abstract append(value: unknown): void
  abstract finish(): Vector
  /** Makes the value lanes as long as `capacity`, keeping what they hold. */
  protected abstract resize(): void

  appendNull(): void {
    const row = this.nextRow()
    if (this.validity === null) this.validity = new Uint8Array(this.capacity).fill(1)
    this.validity[row] = 0
  }

  /** Forgets all rows from `length` on: a reader takes back a record that turned out to be malformed. */
  truncate(length: number): void {
    if (this.validity !== null) this.validity.fill(1, length, this.length)
    this.length = length
  }

  /** Makes room for `rows` rows in all, for a reader that writes to the lanes itself and then says so with `advance`. */
  reserve(rows: number): void {
    if (rows > this.capacity) this.growTo(rows)
  }

  /** All rows before `length` are there: none of the new ones is null. */
  advance(length: number): void {
    this.length = length
  }

  /** Nulls up to row `length`. */
  appendNulls(length: number): void {
    while (this.length < length) this.appendNull()
  }

  /** The row that is written next, with room for it. */
  protected nextRow(): number {
    if (this.length === this.capacity) this.growTo(this.capacity * 2)
    return this.length++
  }

  protected finishValidity(): Validity {
    return this.validity === null ? null : this.validity.subarray(0, this.length)
  }

  protected refuse(value: unknown): never {
    throw new ValueTypeMismatch(`${describe(value)} is no ${typeName(this.type)}`, { hint: accepted(this.type), details: { type: typeName(this.type) } })
  }

  private growTo(capacity: number): void {
    this.capacity = capacity
    this.resize()
    if (this.validity === null) return
    const larger = new Uint8Array(this.capacity).fill(1)
    larger.set(this.validity)
    this.validity = larger
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `the string ${JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)}`
  if (typeof value === 'bigint') return `the bigint ${value}`
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`
  return `a value of class ${value.constructor?.name ?? 'Object'}`
}

function accepted(type: DataType): string {
  switch (type.kind) {
    case 'string': return 'A STRING column takes strings.'
    case 'boolean': return 'A BOOLEAN column takes true and false.'
    case 'tinyint':
    case 'smallint': return `A ${typeName(type)} column takes whole numbers from ${-greatestWhole(type) - 1} to ${greatestWhole(type)}.`
    case 'int': return 'An INT column takes whole numbers from -2147483648 to 2147483647.'
    case 'bigint': return 'A BIGINT column takes bigints of 64 bits, and whole numbers up to 2^53.'
    case 'float':
    case 'double': return `A ${typeName(type)} column takes numbers.`
    case 'timestamp': return 'A TIMESTAMP column takes Instants and Dates.'
    case 'timestamp_ntz': return 'A TIMESTAMP_NTZ column takes LocalDateTimes.'
    case 'day_time': return `An ${typeName(type)} column takes DayTimeIntervals.`
    case 'year_month': return `An ${typeName(type)} column takes YearMonthIntervals.`
    case 'date': return 'A DATE column takes LocalDates.'
    case 'binary': return 'A BINARY column takes Uint8Arrays.'
    case 'decimal': return `A ${typeName(type)} column takes Decimals, numbers and their texts, with ${type.precision - type.scale} digits before the point.`
    case 'array': return 'An ARRAY column takes arrays.'
    case 'map': return 'A MAP column takes Maps and plain objects.'
    case 'struct': return `A STRUCT column takes objects with the fields ${type.fields.map(f => f.name).join(', ')}.`
    case 'null': return 'A VOID column takes null only.'
  }
}
