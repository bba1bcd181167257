import { isTidemarkError } from '../core/errors'
import { Decimal } from '../core/decimal'
import { Instant, LocalDate, LocalDateTime } from '../core/instant'
import { DayTimeInterval, YearMonthInterval } from '../core/interval'
import { dayTimeFields, yearMonthFields, type Schema } from '../core/data-type'
import type { Origin } from '../core/origin'
import type { Batch } from './batch'
import { batch } from './batch'
import { columnBuilder, fieldOf, ValueTypeMismatch } from './builders'
import { isNull } from './vector'
import type { IntVector, LongVector, Vector } from './vector'

/**
 * One value as rows hold it: `string`, `boolean`, `number` (TINYINT, SMALLINT, INT, DOUBLE, FLOAT), `bigint`, `Decimal`, `Instant`, `LocalDateTime`, `LocalDate`, `DayTimeInterval`, `YearMonthInterval`,
 * `Uint8Array` (a view), an array, a `Map`, a plain object for a struct; null where there is none.
 */
export function valueAt(vector: Vector, row: number): unknown {
  if (isNull(vector, row)) return null
  switch (vector.kind) {
    case 'boolean': return vector.values[row] === 1
    case 'int': return intAt(vector, row)
    case 'long': return longAt(vector, row)
    case 'double': return vector.values[row]
    case 'string': return vector.dictionary.value(vector.codes[row])
    case 'binary': return vector.data.subarray(vector.starts[row], vector.ends[row])
    case 'decimal': return new Decimal(vector.values[row], vector.type.scale)
    case 'array': return range(vector.offsets, row).map(i => valueAt(vector.elements, i))
    case 'map': return new Map(range(vector.offsets, row).map(i => [valueAt(vector.keys, i), valueAt(vector.values, i)]))
    case 'struct': return rowObject(vector.type.fields.map((f, i) => [f.name, valueAt(vector.children[i], row)]))
    case 'null': return null
  }
}

function intAt({ type, values }: IntVector, row: number): number | LocalDate | YearMonthInterval {
  switch (type.kind) {
    case 'date': return new LocalDate(values[row])
    case 'year_month': return new YearMonthInterval(values[row], yearMonthFields(type))
    default: return values[row]
  }
}

function longAt({ type, values }: LongVector, row: number): bigint | Instant | LocalDateTime | DayTimeInterval {
  switch (type.kind) {
    case 'timestamp': return new Instant(values[row])
    case 'timestamp_ntz': return new LocalDateTime(values[row])
    case 'day_time': return new DayTimeInterval(values[row], dayTimeFields(type))
    default: return values[row]
  }
}

function range(offsets: Int32Array, row: number): number[] {
  return Array.from({ length: offsets[row + 1] - offsets[row] }, (_, i) => offsets[row] + i)
}

/** One row as a plain object. A field called `__proto__` is a field like any other. */
export function rowAt(of: Batch, row: number): Record<string, unknown> {
  return rowObject(of.schema.fields.map((f, i) => [f.name, valueAt(of.columns[i], row)]))
}

/**
 * The rows of a batch as plain objects: for looking at them, and for a batch of a few thousand; kernels read the columns.
 *
 * @example
 * rowsOf(batchOfRows(parseDdl('user STRING, n BIGINT'), [{ user: 'ada', n: 1n }])) // [{ user: 'ada', n: 1n }]
 */
export function rowsOf(of: Batch): Record<string, unknown>[] {
  return Array.from({ length: of.numRows }, (_, row) => rowAt(of, row))
}

function rowObject(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [name, value] of entries) {
    // Plain assignment to `__proto__` would set the prototype instead.
    if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true })
    else row[name] = value
  }
  return row
}

/**
 * A batch of row objects. A field that a row lacks is null; fields that the schema lacks are left out.
 * A value that its column cannot hold is a VALUE_TYPE_MISMATCH that names row and column.
 */
export function batchOfRows(schema: Schema, rows: readonly object[], origin: Origin | null = null): Batch {
  const columns = schema.fields.map(f => {
    const builder = columnBuilder(f.type)
    rows.forEach((row, i) => {
      try {
        builder.append(fieldOf(row, f.name))
      } catch (error) {
        if (!isTidemarkError(error)) throw error
        throw new ValueTypeMismatch(`column '${f.name}', row ${i}: ${error.message}`, { hint: error.hint, details: { column: f.name, row: i } })
      }
    })
    return builder.finish()
  })
  return batch(schema, columns, rows.length, origin)
}
