import { batch } from '../../../batch/batch'
import type { Batch } from '../../../batch/batch'
import { dictionaryOf } from '../../../batch/dictionary'
import type { RawRecords } from '../../../batch/raw-records'
import type { ArrayVector, BinaryVector, LongVector, Vector } from '../../../batch/vector'
import { BIGINT, BINARY, INT, STRING, TIMESTAMP, arrayOf, field, struct } from '../../../core/data-type'
import type { Schema } from '../../../core/data-type'
import { InternalError } from '../../../core/errors'
import type { Origin } from '../../../core/origin'

const HEADER = struct([field('key', STRING), field('value', BINARY)])
const HEADERS = arrayOf(HEADER)

const plain = [
  field('key', BINARY), field('value', BINARY), field('topic', STRING), field('partition', INT), field('offset', BIGINT),
  field('timestamp', TIMESTAMP), field('timestampType', INT),
]

/** Spark's columns of a Kafka source; `headers` only with `includeHeaders`. */
export function kafkaSchema(includeHeaders: boolean): Schema {
  return struct(includeHeaders ? [...plain, field('headers', HEADERS)] : plain)
}

/** The asked-for columns of records, in the schema's order. Keys and values are views on the bytes they came in. */
export function kafkaBatch(records: RawRecords, schema: Schema): Batch {
  return batch(schema, schema.fields.map(({ name }) => column(records, name)), records.count, originOf(records))
}

function column(records: RawRecords, name: string): Vector {
  const length = records.count
  switch (name) {
    case 'key': return binary(records, records.keyStarts, records.keyEnds)
    case 'value': return binary(records, records.valueStarts, records.valueEnds)
    case 'topic': return { kind: 'string', type: STRING, length, validity: null, codes: new Int32Array(length), dictionary: dictionaryOf([records.topic]) }
    case 'partition': return { kind: 'int', type: INT, length, validity: null, values: new Int32Array(length).fill(records.partition) }
    case 'offset': return longs(BIGINT, records.offsets, 1)
    case 'timestamp': return longs(TIMESTAMP, records.timestamps, 1000)
    case 'timestampType': return { kind: 'int', type: INT, length, validity: null, values: Int32Array.from(records.timestampTypes) }
    case 'headers': return headers(records)
    default: throw new InternalError(`a Kafka record has no column '${name}'`)
  }
}

function binary(records: RawRecords, starts: Int32Array, ends: Int32Array): BinaryVector {
  const validity = starts.includes(-1) ? Uint8Array.from(starts, start => (start < 0 ? 0 : 1)) : null
  return { kind: 'binary', type: BINARY, length: records.count, validity, data: records.buffer, starts, ends }
}

/** Whole numbers times `factor` as 64 bits, written as halves: no BigInt a row while they are exact as doubles. */
function longs(type: LongVector['type'], numbers: Float64Array, factor: number): LongVector {
  const values = new BigInt64Array(numbers.length)
  const halves = new Int32Array(values.buffer)
  for (let i = 0; i < numbers.length; i++) {
    const product = numbers[i] * factor
    if (Number.isSafeInteger(product)) {
      halves[2 * i] = product % 0x1_0000_0000
      halves[2 * i + 1] = Math.floor(product / 0x1_0000_0000)
    } else {
      values[i] = BigInt(numbers[i]) * BigInt(factor)
    }
  }
  return { kind: 'long', type, length: numbers.length, validity: null, values }
}

/** A record without headers has null, as in Spark. A header's key is text, its value bytes or null. */
function headers(records: RawRecords): ArrayVector {
  const { buffer, count } = records
  const offsets = new Int32Array(count + 1)
  const validity = new Uint8Array(count)
  const keys: string[] = []
  const codes: number[] = []
  const codeOf = new Map<string, number>()
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    let byte: number
    let shift = 0
    do {
      byte = buffer[at++]
      value |= (byte & 0x7f) << shift
      shift += 7
    } while (byte >= 0x80)
    return (value >>> 1) ^ -(value & 1)
  }
  const text = new TextDecoder()
  for (let row = 0; row < count; row++) {
    at = records.headerStarts[row]
    const number = varint()
    validity[row] = number > 0 ? 1 : 0
    for (let n = 0; n < number; n++) {
      const keyLength = varint()
      const key = text.decode(buffer.subarray(at, at + keyLength))
      at += keyLength
      let code = codeOf.get(key)
      if (code === undefined) {
        code = keys.push(key) - 1
        codeOf.set(key, code)
      }
      codes.push(code)
      const valueLength = varint()
      starts.push(valueLength < 0 ? -1 : at)
      ends.push(valueLength < 0 ? -1 : at + valueLength)
      at += Math.max(0, valueLength)
    }
    offsets[row + 1] = codes.length
  }
  const length = codes.length
  const valid = starts.includes(-1) ? Uint8Array.from(starts, start => (start < 0 ? 0 : 1)) : null
  return {
    kind: 'array', type: HEADERS, length: count, validity, offsets,
    elements: {
      kind: 'struct', type: HEADER, length, validity: null,
      children: [
        { kind: 'string', type: STRING, length, validity: null, codes: Int32Array.from(codes), dictionary: dictionaryOf(keys) },
        { kind: 'binary', type: BINARY, length, validity: valid, data: buffer, starts: Int32Array.from(starts), ends: Int32Array.from(ends) },
      ],
    },
  }
}

function originOf({ topic, partition, count, offsets }: RawRecords): Origin {
  if (count === 0) return []
  const consecutive = offsets[count - 1] - offsets[0] === count - 1
  return [{ source: topic, partition, length: count, offsets: consecutive ? null : offsets, base: offsets[0] }]
}
