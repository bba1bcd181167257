import type { ArrayType, DataType, MapType, StructType } from '../core/data-type'
import { InternalError } from '../core/errors'
import { Growing } from './growing'
import { BinaryBuilder, BooleanBuilder, DoubleBuilder, IntBuilder, LongBuilder, NullBuilder, StringBuilder } from './scalar-builders'
import { DecimalBuilder } from './decimal-builder'
import type { ArrayVector, MapVector, StructVector } from './vector'

export { BinaryBuilder, BooleanBuilder, DoubleBuilder, IntBuilder, LongBuilder, NullBuilder, StringBuilder } from './scalar-builders'
export { DecimalBuilder } from './decimal-builder'
export { Growing, ValueTypeMismatch } from './growing'

/** The builder for a type, by the type's kind: a caller that knows the kind knows the class. */
export interface BuilderOf {
  string: StringBuilder
  boolean: BooleanBuilder
  tinyint: IntBuilder
  smallint: IntBuilder
  int: IntBuilder
  bigint: LongBuilder
  float: DoubleBuilder
  double: DoubleBuilder
  timestamp: LongBuilder
  timestamp_ntz: LongBuilder
  date: IntBuilder
  day_time: LongBuilder
  year_month: IntBuilder
  binary: BinaryBuilder
  null: NullBuilder
  decimal: DecimalBuilder
  array: ArrayBuilder
  map: MapBuilder
  struct: StructBuilder
}

/**
 * A builder for columns of that type.
 *
 * @example
 * const names = columnBuilder(STRING)
 * names.append('ada')
 * names.finish().length // 1
 */
export function columnBuilder<T extends DataType>(type: T): BuilderOf[T['kind']]
export function columnBuilder(type: DataType): Growing {
  switch (type.kind) {
    case 'string': return new StringBuilder()
    case 'boolean': return new BooleanBuilder()
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'date':
    case 'year_month': return new IntBuilder(type)
    case 'bigint':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time': return new LongBuilder(type)
    case 'float':
    case 'double': return new DoubleBuilder(type)
    case 'binary': return new BinaryBuilder()
    case 'null': return new NullBuilder()
    case 'decimal': return new DecimalBuilder(type)
    case 'array': return new ArrayBuilder(type)
    case 'map': return new MapBuilder(type)
    case 'struct': return new StructBuilder(type)
  }
}

/** A reader appends to `elements` and then calls `close` once a row. */
export class ArrayBuilder extends Growing {
  readonly elements: Growing
  private ends = new Int32Array(this.capacity)

  constructor(readonly type: ArrayType) {
    super()
    this.elements = columnBuilder(type.element)
  }

  append(value: unknown): void {
    if (value === null || value === undefined) return this.appendNull()
    if (!Array.isArray(value) && !ArrayBuffer.isView(value)) this.refuse(value)
    for (const element of value as Iterable<unknown>) this.elements.append(element)
    this.close()
  }

  /** Ends a row: its elements are those appended since the last row. */
  close(): void {
    const row = this.nextRow()
    this.ends[row] = this.elements.length
  }

  override appendNull(): void {
    super.appendNull()
    this.ends[this.length - 1] = this.elements.length
  }

  override truncate(length: number): void {
    super.truncate(length)
    this.elements.truncate(length === 0 ? 0 : this.ends[length - 1])
  }

  finish(): ArrayVector {
    return {
      kind: 'array', type: this.type, length: this.length, validity: this.finishValidity(),
      offsets: offsetsOf(this.ends, this.length), elements: this.elements.finish(),
    }
  }

  protected resize(): void {
    this.ends = longer(this.ends, this.capacity)
  }
}

/** A reader appends to `keys` and `values` and then calls `close` once a row. */
export class MapBuilder extends Growing {
  readonly keys: Growing
  readonly values: Growing
  private ends = new Int32Array(this.capacity)

  constructor(readonly type: MapType) {
    super()
    this.keys = columnBuilder(type.key)
    this.values = columnBuilder(type.value)
  }

  append(value: unknown): void {
    if (value === null || value === undefined) return this.appendNull()
    if (typeof value !== 'object') this.refuse(value)
    for (const [key, of] of value instanceof Map ? value : Object.entries(value)) {
      if (key === null || key === undefined) this.refuse(value)
      this.keys.append(key)
      this.values.append(of)
    }
    this.close()
  }

  /** Ends a row: its entries are those appended since the last row. */
  close(): void {
    const row = this.nextRow()
    this.ends[row] = this.keys.length
  }

  override appendNull(): void {
    super.appendNull()
    this.ends[this.length - 1] = this.keys.length
  }

  override truncate(length: number): void {
    super.truncate(length)
    const entries = length === 0 ? 0 : this.ends[length - 1]
    this.keys.truncate(entries)
    this.values.truncate(entries)
  }

  finish(): MapVector {
    return {
      kind: 'map', type: this.type, length: this.length, validity: this.finishValidity(),
      offsets: offsetsOf(this.ends, this.length), keys: this.keys.finish(), values: this.values.finish(),
    }
  }

  protected resize(): void {
    this.ends = longer(this.ends, this.capacity)
  }
}

/** A reader appends one value to each of `children` and then calls `close` once a row. */
export class StructBuilder extends Growing {
  readonly children: readonly Growing[]

  constructor(readonly type: StructType, children?: readonly Growing[]) {
    super()
    this.children = children ?? type.fields.map(f => columnBuilder(f.type))
  }

  append(value: unknown): void {
    if (value === null || value === undefined) return this.appendNull()
    if (typeof value !== 'object') this.refuse(value)
    this.type.fields.forEach((f, i) => this.children[i].append(fieldOf(value, f.name)))
    this.close()
  }

  override reserve(rows: number): void {
    super.reserve(rows)
    for (const child of this.children) child.reserve(rows)
  }

  /** Ends a row whose children have all been appended. */
  close(): void {
    this.nextRow()
  }

  override appendNull(): void {
    super.appendNull()
    for (const child of this.children) child.appendNull()
  }

  override truncate(length: number): void {
    super.truncate(length)
    for (const child of this.children) child.truncate(length)
  }

  finish(): StructVector {
    const children = this.children.map(child => child.finish())
    if (children.some(child => child.length !== this.length)) throw new InternalError('a struct row was closed before all of its fields were appended')
    return { kind: 'struct', type: this.type, length: this.length, validity: this.finishValidity(), children }
  }

  protected resize(): void {}
}

/** A field of a row object: its own, never one that all objects inherit (`constructor`, `__proto__`). */
export function fieldOf(row: object, name: string): unknown {
  return Object.hasOwn(row, name) || !(name in Object.prototype) ? (row as Record<string, unknown>)[name] : undefined
}

function offsetsOf(ends: Int32Array, length: number): Int32Array {
  const offsets = new Int32Array(length + 1)
  offsets.set(ends.subarray(0, length), 1)
  return offsets
}

function longer(ints: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity)
  larger.set(ints)
  return larger
}
