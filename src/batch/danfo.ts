import { createRequire } from 'node:module'
import type * as Danfo from 'danfojs-node'
import { BIGINT, BOOLEAN, DOUBLE, field, INT, isTimestamp, STRING, struct, TIMESTAMP, typeName } from '../core/data-type'
import type { DataType, Field, Schema } from '../core/data-type'
import { defineError, isTidemarkError } from '../core/errors'
import { DayTimeInterval, YearMonthInterval } from '../core/interval'
import { Instant, LocalDate, LocalDateTime } from '../core/instant'
import { didYouMean } from '../core/nearest'
import { textToDate, textToTimestamp, textToTimestampNtz } from '../core/text-to-value'
import { formatTimestamp } from '../core/timestamp-text'
import type { Batch } from './batch'
import { batch } from './batch'
import { columnBuilder, ValueTypeMismatch } from './builders'
import { valueAt } from './rows'
import { isNull } from './vector'
import type { Vector } from './vector'

/** A column that a danfojs DataFrame cannot hold, or not without changing it. */
export const DanfoCannotHold = defineError({ code: 'DANFO_CANNOT_HOLD', fault: 'user' })
/** danfojs-node is not there, or not loadable. */
export const DanfoMissing = defineError({ code: 'DANFO_MISSING', fault: 'user' })

/** A danfojs DataFrame, as far as it is read. */
export interface DanfoLike {
  readonly columns: string[]
  readonly dtypes: string[]
  readonly values: unknown
}

// Columns that may take the place of a frame's own member: statistics, which danfo itself calls on series only.
const REPLACEABLE = ['abs', 'at', 'count', 'diff', 'max', 'mean', 'median', 'min', 'mode', 'round', 'std', 'sum', 'var']

// The schema goes along on the frame itself, so that a frame that was not changed needs none on the way back.
const SCHEMA = Symbol.for('tidemark.danfo-schema')

/**
 * A batch as a danfojs DataFrame of its own: what danfo does to it does not reach the batch.
 *
 * | column | in danfo | null |
 * |---|---|---|
 * | STRING | `string` | null |
 * | BOOLEAN | `boolean` | null |
 * | TINYINT, SMALLINT, INT, BIGINT | `int32`, with nulls `float32` (a label: all numbers are doubles) | NaN |
 * | FLOAT, DOUBLE | `float32` | NaN |
 * | TIMESTAMP | ISO-8601 text in UTC, to the microsecond, in one column with one number of digits | null |
 * | TIMESTAMP_NTZ | the same without a zone | null |
 * | DATE | text, `2021-10-29` | null |
 * | INTERVAL | as BIGINT: whole microseconds, or months | NaN |
 *
 * Missing numbers are NaN since danfo takes a null for 0 in sums and means, without a word. So a NaN of its own, a
 * BIGINT beyond 2^53, DECIMAL, BINARY, arrays, maps and structs cannot be held.
 *
 * @throws DANFO_CANNOT_HOLD with the column and the way out; DANFO_MISSING with what to install
 */
export function toDanfo(of: Batch): Danfo.DataFrame {
  const { DataFrame: Frame } = loadDanfo()
  const names = of.schema.fields.map(f => f.name)
  checkNames(names, new Frame([[0]], { columns: ['\u0000'] }))
  const columns = of.schema.fields.map((f, c) => danfoValues(f, of.columns[c]))
  const rows = Array.from({ length: of.numRows }, (_, row) => columns.map(column => column[row]))
  const frame = new Frame(rows, { columns: names, ...(of.numRows === 0 ? {} : { dtypes: of.schema.fields.map((f, c) => dtypeOf(f.type, of.columns[c])) }) })
  Object.defineProperty(frame, SCHEMA, { value: of.schema, configurable: true })
  return frame
}

/**
 * A DataFrame as a batch. With a schema, columns are taken by name and become its types: what `toDanfo` wrote comes
 * back as it was. Without one, a frame that `toDanfo` made keeps its schema while its columns are the same; of any other
 * the types are inferred: `int32` is INT or BIGINT, other numbers DOUBLE, texts STRING.
 *
 * null, undefined and NaN are null.
 *
 * @throws VALUE_TYPE_MISMATCH with column and row; DANFO_CANNOT_HOLD for a column that the schema or the frame lacks
 */
export function fromDanfo(frame: DanfoLike, schema?: Schema): Batch {
  const rows = rowsIn(frame)
  const { columns } = frame
  const wanted = schema ?? remembered(frame) ?? struct(columns.map((name, c) => field(name, inferred(name, frame.dtypes[c], rows.map(row => row[c])))))
  const extra = columns.find(name => wanted.fields.every(f => f.name !== name))
  if (extra !== undefined) {
    throw new DanfoCannotHold(`the DataFrame has a column '${extra}', and the schema has none`, { hint: 'Drop it in danfo, add it to the schema, or leave the schema out to have all types inferred.', details: { column: extra } })
  }
  const vectors = wanted.fields.map(f => {
    const c = columns.indexOf(f.name)
    if (c < 0) throw new DanfoCannotHold(`the DataFrame has no column '${f.name}', and the schema has`, { hint: didYouMean(f.name, columns), details: { column: f.name } })
    return vectorOf(f, rows, c)
  })
  return batch(wanted, vectors, rows.length)
}

const load = createRequire(__filename)

function loadDanfo(): typeof Danfo {
  try {
    // On first use only: it takes a second and a half.
    return load('danfojs-node') as typeof Danfo
  } catch (cause) {
    throw new DanfoMissing('danfojs-node could not be loaded', {
      cause,
      hint: 'Run `npm install danfojs-node@1.2.0`. Its own dependencies need two overrides in package.json, which the README shows under danfojs.',
    })
  }
}

function checkNames(names: readonly string[], frame: Danfo.DataFrame): void {
  if (names.length === 0) throw new DanfoCannotHold('a DataFrame has at least one column', { hint: 'Select a column first.' })
  names.forEach((name, i) => {
    if (names.indexOf(name) !== i) throw new DanfoCannotHold(`the column '${name}' is there twice`, { hint: 'Rename one of them with withColumnRenamed or as.', details: { column: name } })
    // danfo makes every column a property of the frame; one called `values` or `iloc` would break it.
    if (name in frame && !REPLACEABLE.includes(name)) throw new DanfoCannotHold(`a DataFrame has something of its own called '${name}', which the column would replace`, { hint: `Rename the column first: withColumnRenamed('${name}', …).`, details: { column: name } })
  })
}

function dtypeOf(type: DataType, of: Vector): string {
  switch (type.kind) {
    case 'boolean': return 'boolean'
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'day_time':
    case 'year_month': return of.validity === null || !of.validity.includes(0) ? 'int32' : 'float32'
    case 'float':
    case 'double': return 'float32'
    default: return 'string'
  }
}

function danfoValues({ name, type }: Field, of: Vector): unknown[] {
  const digits = isTimestamp(type) && of.kind === 'long' ? fractionDigits(of.values, row => isNull(of, row)) : 0
  return Array.from({ length: of.length }, (_, row) => danfoValue(name, type, valueAt(of, row), digits))
}

function danfoValue(name: string, type: DataType, value: unknown, digits: number): unknown {
  switch (type.kind) {
    case 'string':
    case 'boolean':
    case 'null': return value
    case 'tinyint':
    case 'smallint':
    case 'int': return value ?? NaN
    case 'float':
    case 'double': {
      if (Number.isNaN(value)) throw cannot(name, 'has NaN as a value, which to danfo is a missing one', "Make it null first, or a number: when(col('x').isNaN(), null).otherwise(col('x')).")
      return value ?? NaN
    }
    case 'year_month': return value instanceof YearMonthInterval ? value.months : NaN
    case 'day_time': return danfoValue(name, BIGINT, value instanceof DayTimeInterval ? value.micros : null, digits)
    case 'bigint': {
      if (typeof value !== 'bigint') return NaN
      if (!Number.isSafeInteger(Number(value))) throw cannot(name, `has ${value}, and danfo's numbers are exact to 2^53 only`, `Make it text first: col('${name}').cast('STRING').`)
      return Number(value)
    }
    case 'timestamp': return value instanceof Instant ? timestampText(value.micros, digits) : null
    case 'timestamp_ntz': return value instanceof LocalDateTime ? timestampText(value.micros, digits).slice(0, -1) : null
    case 'date': return value instanceof LocalDate ? value.toString() : null
    case 'decimal': throw cannot(name, `is ${typeName(type)}`, `Cast it first: col('${name}').cast('DOUBLE') for the nearest numbers, .cast('STRING') for all digits.`)
    default: throw cannot(name, `is ${typeName(type)}`, type.kind === 'binary' ? `Make it text first: col('${name}').cast('STRING').` : `Select what is inside it, or make it text with toJson(col('${name}')).`)
  }
}

function cannot(name: string, why: string, hint: string): Error {
  return new DanfoCannotHold(`a DataFrame cannot hold the column '${name}': it ${why}`, { hint, details: { column: name } })
}

/** Texts of unequal length would not sort as the instants do. */
function fractionDigits(values: BigInt64Array, skip: (row: number) => boolean): number {
  let digits = 0
  for (let row = 0; row < values.length; row++) {
    if (skip(row) || values[row] % 1_000_000n === 0n) continue
    if (values[row] % 1000n !== 0n) return 6
    digits = 3
  }
  return digits
}

function timestampText(micros: bigint, digits: number): string {
  const text = formatTimestamp(micros).slice(0, -1)
  const [, fraction = ''] = text.split('.')
  return digits === 0 ? `${text}Z` : `${text}${fraction === '' ? '.' : ''}${'0'.repeat(digits - fraction.length)}Z`
}

function rowsIn(frame: DanfoLike): unknown[][] {
  const { values } = frame
  // A frame whose column is called `values` does not even have its rows there.
  if (!Array.isArray(values)) throw new DanfoCannotHold("the DataFrame's rows cannot be read: one of its columns is called 'values'", { hint: "Rename it in danfo: df.rename({ values: '…' })." })
  return values.map((row: unknown): unknown[] => (Array.isArray(row) ? row : [row]))
}

function remembered(frame: DanfoLike): Schema | null {
  const schema = (frame as { readonly [SCHEMA]?: Schema })[SCHEMA]
  return schema !== undefined && schema.fields.length === frame.columns.length && schema.fields.every((f, i) => f.name === frame.columns[i]) ? schema : null
}

function inferred(name: string, dtype: string, values: readonly unknown[]): DataType {
  const present = values.filter(v => !isMissing(v))
  const kinds = new Set(present.map(v => (v instanceof Date ? 'date' : typeof v)))
  if (kinds.size > 1) throw new DanfoCannotHold(`the DataFrame's column '${name}' mixes ${[...kinds].join(' and ')}`, { hint: `Make it one type in danfo: df.asType('${name}', 'string'), or pass a schema.`, details: { column: name } })
  const [kind] = kinds
  switch (kind) {
    case 'boolean': return BOOLEAN
    case 'bigint': return BIGINT
    case 'date': return TIMESTAMP
    case 'number': {
      if (dtype !== 'int32' || present.some(v => !Number.isSafeInteger(v))) return DOUBLE
      return present.every(v => (Number(v) | 0) === v) ? INT : BIGINT
    }
    case undefined: return dtype === 'float32' ? DOUBLE : dtype === 'int32' ? INT : dtype === 'boolean' ? BOOLEAN : STRING
    default: return STRING
  }
}

function vectorOf({ name, type }: Field, rows: readonly (readonly unknown[])[], c: number): Vector {
  const builder = columnBuilder(type)
  rows.forEach((row, i) => {
    try {
      builder.append(isMissing(row[c]) ? null : tidemarkValue(type, row[c]))
    } catch (error) {
      if (!isTidemarkError(error)) throw error
      throw new ValueTypeMismatch(`column '${name}', row ${i} of the DataFrame: ${error.message}`, { hint: error.hint, details: { column: name, row: i } })
    }
  })
  return builder.finish()
}

/** What danfo made of a value, as the type's own; what does not fit is left for the builder to refuse. */
function tidemarkValue(type: DataType, value: unknown): unknown {
  if (type.kind === 'boolean' && (value === 0 || value === 1)) return value === 1
  if (type.kind === 'day_time' && Number.isSafeInteger(value)) return new DayTimeInterval(BigInt(value as number))
  if (type.kind === 'year_month' && typeof value === 'number') return new YearMonthInterval(value)
  if (typeof value !== 'string') return value
  if (type.kind === 'timestamp') {
    const micros = textToTimestamp(value)
    return micros === null ? value : new Instant(micros)
  }
  if (type.kind === 'timestamp_ntz') {
    const micros = textToTimestampNtz(value, 'refused')
    return micros === null ? value : new LocalDateTime(micros)
  }
  if (type.kind !== 'date') return value
  const days = textToDate(value)
  return days === null ? value : new LocalDate(days)
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value)
}
