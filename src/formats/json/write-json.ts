import { isTimestamp } from '../../core/data-type'
import { shortDecimalText } from '../../core/decimal'
import { formatDouble, formatFloat } from '../../core/double-text'
import { scalarText } from '../../batch/scalar-text'
import { formatTimestamp } from '../../core/timestamp-text'
import { StringBuilder } from '../../batch/builders'
import { isNull } from '../../batch/vector'
import type { LongVector, StringVector, Vector } from '../../batch/vector'

export interface JsonWriteOptions {
  /** Leave null fields of structs out. Default true. Elements of arrays and values of maps are always written. */
  readonly ignoreNullFields?: boolean
  /** Write instants to the microsecond, where Spark cuts them. Default false. */
  readonly micros?: boolean
}

/**
 * Spark's `to_json` of every value of a struct, array or map column; null stays null. BIGINT is written exactly,
 * TIMESTAMP as `2021-10-29T10:37:23.000Z` (in UTC, cut to milliseconds as Spark does), TIMESTAMP_NTZ the same without the `Z`,
 * BINARY in base64, `NaN` and the infinities in quotes.
 */
export function toJson(of: Vector, options: JsonWriteOptions = {}): StringVector {
  const texts = new StringBuilder()
  for (let row = 0; row < of.length; row++) {
    if (isNull(of, row)) texts.appendNull()
    else texts.appendString(jsonText(of, row, options))
  }
  return texts.finish()
}

/** One value as JSON text. */
export function jsonText(of: Vector, row: number, options: JsonWriteOptions = {}): string {
  return write(of, row, { ignoreNulls: options.ignoreNullFields ?? true, instant: options.micros === true ? formatTimestamp : writeTimestamp })
}

interface How { readonly ignoreNulls: boolean; readonly instant: (micros: bigint) => string }

function write(of: Vector, row: number, how: How): string {
  if (isNull(of, row)) return 'null'
  switch (of.kind) {
    case 'null': return 'null'
    case 'boolean': return of.values[row] === 1 ? 'true' : 'false'
    case 'int': return of.type.kind === 'date' || of.type.kind === 'year_month' ? `"${scalarText(of, row)}"` : String(of.values[row])
    case 'long': return of.type.kind === 'day_time' ? `"${scalarText(of, row)}"` : isTimestamp(of.type) ? `"${timeText(of, row, how)}"` : String(of.values[row])
    case 'double': return writeDouble(of.values[row], of.type.kind === 'float')
    case 'string': return jsonString(of.dictionary.value(of.codes[row]))
    case 'binary': return `"${Buffer.from(of.data.subarray(of.starts[row], of.ends[row])).toString('base64')}"`
    case 'decimal': return shortDecimalText(of.values[row], of.type.scale)
    case 'array': return `[${each(of.offsets, row, i => write(of.elements, i, how))}]`
    case 'map': return `{${each(of.offsets, row, i => `${jsonString(keyText(of.keys, i))}:${write(of.values, i, how)}`)}}`
    case 'struct': return `{${of.type.fields.flatMap((f, i) =>
      (how.ignoreNulls && isNull(of.children[i], row) ? [] : [`${jsonString(f.name)}:${write(of.children[i], row, how)}`])).join(',')}}`
  }
}

/** The same digits either way, and a zone where there is one. */
function timeText(of: LongVector, row: number, { instant }: How): string {
  const text = instant(of.values[row])
  return of.type.kind === 'timestamp' ? text : text.slice(0, -1)
}

function each(offsets: Int32Array, row: number, to: (i: number) => string): string {
  return Array.from({ length: offsets[row + 1] - offsets[row] }, (_, i) => to(offsets[row] + i)).join(',')
}

/** Spark writes a map's keys as the plain value inside: a timestamp as its microseconds. */
function keyText(keys: Vector, at: number): string {
  switch (keys.kind) {
    case 'string': return keys.dictionary.value(keys.codes[at])
    case 'long': return String(keys.values[at])
    case 'decimal': return shortDecimalText(keys.values[at], keys.type.scale)
    case 'int': return String(keys.values[at])
    case 'double': return keys.type.kind === 'float' ? formatFloat(keys.values[at]) : formatDouble(keys.values[at])
    default: return write(keys, at, { ignoreNulls: false, instant: writeTimestamp })
  }
}

function writeDouble(value: number, single: boolean): string {
  const text = single ? formatFloat(value) : formatDouble(value)
  return Number.isFinite(value) ? text : `"${text}"`
}

/** `yyyy-MM-dd'T'HH:mm:ss.SSSXXX` in UTC, as JSON and CSV are written. */
export function writeTimestamp(micros: bigint): string {
  const inMilli = ((micros % 1000n) + 1000n) % 1000n
  const text = formatTimestamp(micros - inMilli)
  return text.includes('.') ? text : `${text.slice(0, -1)}.000Z`
}

function jsonString(text: string): string {
  // JSON.stringify writes the same escapes, but their digits in lower case.
  return JSON.stringify(text).replace(/\\u[0-9a-f]{4}|\\./g, escape => (escape.length === 6 ? `\\u${escape.slice(2).toUpperCase()}` : escape))
}
