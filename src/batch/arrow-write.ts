import type * as ArrowModule from 'apache-arrow'
import type { DataType, Schema } from '../core/data-type'
import { toWords } from '../core/decimal-words'
import type { Batch } from './batch'
import type { MapVector, StringVector, Validity, Vector } from './vector'

type Arrow = typeof ArrowModule
type ArrowType = ArrowModule.DataType
type Data = ArrowModule.Data

/** The batches as one Arrow IPC stream: TIMESTAMP in microseconds and UTC, TIMESTAMP_NTZ without a zone, DATE in days,
 * an INTERVAL as a duration in microseconds, or in months: Arrow knows no units of one, so that comes back as DAY TO SECOND or YEAR TO MONTH. */
export async function arrowOfBatches(schema: Schema, batches: readonly Batch[]): Promise<Uint8Array> {
  const arrow = await import('apache-arrow')
  const fields = schema.fields.map(f => new arrow.Field(f.name, arrowType(arrow, f.type), f.nullable))
  const as = new arrow.Schema(fields)
  const row = new arrow.Struct(fields)
  const records = batches.map(({ numRows, columns }) => new arrow.RecordBatch(as, arrow.makeData({
    type: row, length: numRows, nullCount: 0, children: columns.map((column, i) => dataOf(arrow, column, fields[i].type)),
  })))
  return arrow.tableToIPC(new arrow.Table(as, records), 'stream')
}

function arrowType(arrow: Arrow, type: DataType): ArrowType {
  switch (type.kind) {
    case 'null': return new arrow.Null()
    case 'boolean': return new arrow.Bool()
    case 'tinyint': return new arrow.Int8()
    case 'smallint': return new arrow.Int16()
    case 'int': return new arrow.Int32()
    case 'bigint': return new arrow.Int64()
    case 'float': return new arrow.Float32()
    case 'double': return new arrow.Float64()
    case 'string': return new arrow.Utf8()
    case 'binary': return new arrow.Binary()
    case 'date': return new arrow.DateDay()
    case 'timestamp': return new arrow.TimestampMicrosecond('UTC')
    case 'timestamp_ntz': return new arrow.TimestampMicrosecond(null)
    case 'day_time': return new arrow.DurationMicrosecond()
    case 'year_month': return new arrow.IntervalYearMonth()
    case 'decimal': return new arrow.Decimal(type.scale, type.precision, 128)
    case 'array': return new arrow.List(new arrow.Field('element', arrowType(arrow, type.element), true))
    case 'map': return new arrow.Map_(new arrow.Field('entries', new arrow.Struct<{ key: ArrowType; value: ArrowType }>([
      new arrow.Field('key', arrowType(arrow, type.key), false), new arrow.Field('value', arrowType(arrow, type.value), true),
    ]), false))
    case 'struct': return new arrow.Struct(type.fields.map(f => new arrow.Field(f.name, arrowType(arrow, f.type), f.nullable)))
  }
}

function dataOf(arrow: Arrow, of: Vector, type: ArrowType): Data {
  // Each kind of data takes the buffers of its own type; the type says which, so the parts are put together untyped.
  const makeData = arrow.makeData as (parts: object) => Data
  const make = (parts: object): Data => makeData({ type, length: of.length, ...nulls(of.validity, of.length), ...parts })
  switch (of.kind) {
    case 'null': return make({ nullCount: of.length })
    case 'boolean': return make({ data: bitmap(of.values, of.length) })
    case 'int': return make({ data: of.type.kind === 'tinyint' ? Int8Array.from(of.values) : of.type.kind === 'smallint' ? Int16Array.from(of.values) : of.values })
    case 'long': return make({ data: of.values })
    case 'double': return make({ data: of.type.kind === 'float' ? Float32Array.from(of.values) : of.values })
    case 'string': return make(utf8(of))
    case 'binary': {
      const valueOffsets = new Int32Array(of.length + 1)
      const parts: Uint8Array[] = []
      for (let i = 0; i < of.length; i++) {
        const some = of.validity === null || of.validity[i] === 1
        if (some) parts.push(of.data.subarray(of.starts[i], of.ends[i]))
        valueOffsets[i + 1] = valueOffsets[i] + (some ? of.ends[i] - of.starts[i] : 0)
      }
      return make({ valueOffsets, data: Buffer.concat(parts) })
    }
    case 'decimal': return make({ data: new Uint32Array(toWords(of.values, of.length).buffer) })
    case 'array': return make({ valueOffsets: of.offsets, child: dataOf(arrow, of.elements, type.children[0].type as ArrowType) })
    case 'map': return make({ valueOffsets: of.offsets, child: entries(arrow, of, type.children[0].type as ArrowType) })
    case 'struct': return make({ children: of.children.map((child, i) => dataOf(arrow, child, type.children[i].type as ArrowType)) })
  }
}

function entries(arrow: Arrow, of: MapVector, type: ArrowType): Data {
  const children = [of.keys, of.values].map((child, i) => dataOf(arrow, child, type.children[i].type as ArrowType))
  return arrow.makeData({ type: type as InstanceType<Arrow['Struct']>, length: of.keys.length, nullCount: 0, children })
}

/** Each distinct text is encoded once. */
function utf8(of: StringVector): { valueOffsets: Int32Array; data: Uint8Array } {
  const encoded: (Buffer | undefined)[] = []
  const parts: Buffer[] = []
  const valueOffsets = new Int32Array(of.length + 1)
  for (let i = 0; i < of.length; i++) {
    let size = 0
    if (of.validity === null || of.validity[i] === 1) {
      const text = encoded[of.codes[i]] ??= Buffer.from(of.dictionary.value(of.codes[i]), 'utf8')
      parts.push(text)
      size = text.length
    }
    valueOffsets[i + 1] = valueOffsets[i] + size
  }
  return { valueOffsets, data: Buffer.concat(parts) }
}

function nulls(validity: Validity, length: number): { nullCount: number; nullBitmap?: Uint8Array } {
  if (validity === null) return { nullCount: 0 }
  let nullCount = 0
  for (let i = 0; i < length; i++) nullCount += 1 - validity[i]
  return { nullCount, nullBitmap: bitmap(validity, length) }
}

function bitmap(bytes: Uint8Array, length: number): Uint8Array {
  const bits = new Uint8Array((length + 7) >> 3)
  for (let i = 0; i < length; i++) bits[i >> 3] |= bytes[i] << (i & 7)
  return bits
}
