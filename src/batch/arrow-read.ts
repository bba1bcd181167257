import type * as Arrow from 'apache-arrow'
import {
  arrayOf, BIGINT, BINARY, BOOLEAN, DATE, DAY_TO_SECOND, decimalOf, DOUBLE, field, FLOAT, INT, mapOf, NULL, SMALLINT, STRING, struct, TIMESTAMP, TIMESTAMP_NTZ, TINYINT, YEAR_TO_MONTH, type DataType, type Field,
} from '../core/data-type'
import { fromWords } from '../core/decimal-words'
import { defineError } from '../core/errors'
import { batch, type Batch } from './batch'
import { columnBuilder } from './builders'
import { textOnDemand } from './text-on-demand'
import type { Validity, Vector } from './vector'

/** A type of Arrow that no column of ours can hold. */
export const ArrowTypeUnsupported = defineError({ code: 'ARROW_TYPE_UNSUPPORTED', fault: 'user' })

/**
 * The batches of an Arrow IPC stream. Fixed-width values and text are not copied: the batch shares the stream's memory,
 * or that of one copy of a stream that does not begin at a multiple of eight bytes, as its buffers must.
 *
 * @throws ARROW_TYPE_UNSUPPORTED naming the column
 */
export async function batchesFromArrow(stream: Uint8Array): Promise<Batch[]> {
  const { RecordBatchReader, Type } = await import('apache-arrow')
  const reader = read(Type)
  const aligned = stream.byteOffset % 8 === 0 ? stream : new Uint8Array(stream)
  return [...RecordBatchReader.from(aligned)].map(one => {
    const schema = struct(one.schema.fields.map(of => reader.field(of as ArrowField)))
    return batch(schema, one.data.children.map((data, i) => reader.vector(data as Data, schema.fields[i].type)), one.numRows)
  })
}

type ArrowType = Arrow.DataType
type ArrowField = Arrow.Field<ArrowType>
type Types = typeof Arrow.Type

/** A column's buffers, as far as its type has them. */
type Data = Pick<Arrow.Data, 'length' | 'nullCount' | 'nullBitmap' | 'children'> & { readonly values: unknown; readonly valueOffsets: Int32Array }

function read(type: Types): { field(of: ArrowField): Field; vector(of: Data, to: DataType): Vector } {
  const fieldOf = (of: ArrowField): Field => field(of.name, typeOf(of.type, of.name), of.nullable)
  const typeOf = (of: ArrowType, name: string): DataType => {
    switch (of.typeId) {
      case type.Null: return NULL
      case type.Bool: return BOOLEAN
      case type.Int: {
        const { bitWidth, isSigned } = of as unknown as { bitWidth: number; isSigned: boolean }
        if (isSigned && bitWidth === 8) return TINYINT
        if (isSigned && bitWidth === 16) return SMALLINT
        if (isSigned && bitWidth === 32) return INT
        if (isSigned && bitWidth === 64) return BIGINT
        break
      }
      case type.Float: {
        const { precision } = of as unknown as { precision: number }
        if (precision === 1) return FLOAT
        if (precision === 2) return DOUBLE
        break
      }
      case type.Utf8: return STRING
      case type.Binary: return BINARY
      case type.Date:
        if ((of as unknown as { unit: number }).unit === 0) return DATE
        break
      case type.Timestamp: {
        const { unit, timezone } = of as unknown as { unit: number; timezone: string | null }
        if (unit === 2) return timezone ? TIMESTAMP : TIMESTAMP_NTZ
        break
      }
      case type.Duration:
        if ((of as unknown as { unit: number }).unit === 2) return DAY_TO_SECOND
        break
      case type.Interval:
        if ((of as unknown as { unit: number }).unit === 0) return YEAR_TO_MONTH
        break
      case type.Decimal: {
        const { precision, scale, bitWidth } = of as unknown as { precision: number; scale: number; bitWidth: number }
        if (bitWidth === 128 && scale >= 0) return decimalOf(precision, scale)
        break
      }
      case type.List: return arrayOf(typeOf(of.children[0].type as ArrowType, name))
      case type.Map: {
        const [key, value] = (of.children[0].type as ArrowType).children as ArrowField[]
        return mapOf(typeOf(key.type, name), typeOf(value.type, name))
      }
      case type.Struct: return struct(of.children.map(child => fieldOf(child as ArrowField)))
      default:
    }
    throw new ArrowTypeUnsupported(`column '${name}' is ${String(of)}, and no column here can hold that`, {
      hint: 'Cast it to one of our types where it is computed: STRING, INT, BIGINT, DOUBLE, TIMESTAMP, …', details: { column: name },
    })
  }
  const vectorOf = (of: Data, to: DataType): Vector => {
    if (to.kind === 'null') return { kind: 'null', type: NULL, length: of.length, validity: null }
    // A writer may leave the buffers of no rows out.
    if (of.length === 0) return columnBuilder(to).finish()
    const shared = { length: of.length, validity: validityOf(of) }
    switch (to.kind) {
      case 'boolean': return { kind: 'boolean', type: to, ...shared, values: bits(of.values as Uint8Array, of.length) }
      case 'tinyint':
      case 'smallint': return { kind: 'int', type: to, ...shared, values: Int32Array.from((of.values as Int8Array | Int16Array).subarray(0, of.length)) }
      case 'int':
      case 'date':
      case 'year_month': return { kind: 'int', type: to, ...shared, values: (of.values as Int32Array).subarray(0, of.length) }
      case 'bigint':
      case 'timestamp':
      case 'timestamp_ntz':
      case 'day_time': return { kind: 'long', type: to, ...shared, values: longs(of.values as BigInt64Array | Int32Array, of.length) }
      case 'float': return { kind: 'double', type: to, ...shared, values: Float64Array.from((of.values as Float32Array).subarray(0, of.length)) }
      case 'double': return { kind: 'double', type: to, ...shared, values: (of.values as Float64Array).subarray(0, of.length) }
      case 'string': return textOnDemand({ ...shared, bytes: of.values as Uint8Array, offsets: of.valueOffsets })
      case 'binary': {
        const offsets = of.valueOffsets
        return { kind: 'binary', type: to, ...shared, data: of.values as Uint8Array, starts: offsets.subarray(0, of.length), ends: offsets.subarray(1, of.length + 1) }
      }
      case 'decimal': return { kind: 'decimal', type: to, ...shared, values: decimals(of.values as Uint32Array, of.length) }
      case 'array': return { kind: 'array', type: to, ...shared, offsets: offsetsOf(of), elements: vectorOf(of.children[0] as Data, to.element) }
      case 'map': {
        const [keys, values] = of.children[0].children as Data[]
        return { kind: 'map', type: to, ...shared, offsets: offsetsOf(of), keys: vectorOf(keys, to.key), values: vectorOf(values, to.value) }
      }
      case 'struct': return { kind: 'struct', type: to, ...shared, children: of.children.map((child, i) => vectorOf(child as Data, to.fields[i].type)) }
    }
  }
  return { field: fieldOf, vector: vectorOf }
}

function offsetsOf(of: Data): Int32Array {
  return of.valueOffsets.subarray(0, of.length + 1)
}

function longs(values: BigInt64Array | Int32Array, length: number): BigInt64Array {
  if (values instanceof BigInt64Array) return values.subarray(0, length)
  return new BigInt64Array(values.buffer, values.byteOffset, length)
}

function decimals(of: Uint32Array, length: number): bigint[] {
  return fromWords(new BigInt64Array(of.slice(0, 4 * length).buffer), length)
}

function validityOf(of: Data): Validity {
  return of.nullCount === 0 ? null : bits(of.nullBitmap, of.length)
}

function bits(bitmap: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) bytes[i] = (bitmap[i >> 3] >> (i & 7)) & 1
  return bytes
}
