import { takeVector } from '../../batch/select'
import type { StringVector, Validity, Vector } from '../../batch/vector'
import type { DataType } from '../../core/data-type'
import { fromWords, toWords } from '../../core/decimal-words'
import type { ByteReader, ByteWriter } from './bytes'

/** Columns as bytes, for state snapshots: lanes as they lie in memory, strings through a dictionary of those in use. */

export function writeVector(out: ByteWriter, of: Vector): void {
  if (of.kind === 'null') return
  out.u8(of.validity === null ? 0 : 1)
  if (of.validity !== null) out.lane(of.validity.subarray(0, of.length))
  switch (of.kind) {
    case 'boolean':
    case 'int':
    case 'long':
    case 'double': return out.lane(of.values.subarray(0, of.length))
    case 'string': return writeStrings(out, of)
    case 'binary':
      for (let i = 0; i < of.length; i++) out.block(isValid(of.validity, i) ? of.data.subarray(of.starts[i], of.ends[i]) : EMPTY)
      return
    case 'decimal': return out.lane(toWords(of.values, of.length))
    case 'array':
      writeOffsets(out, of.offsets, of.length)
      return writeVector(out, innerOf(of.elements, of.offsets, of.length))
    case 'map':
      writeOffsets(out, of.offsets, of.length)
      writeVector(out, innerOf(of.keys, of.offsets, of.length))
      return writeVector(out, innerOf(of.values, of.offsets, of.length))
    case 'struct':
      for (const child of of.children) writeVector(out, child)
  }
}

const EMPTY = new Uint8Array(0)

function writeStrings(out: ByteWriter, of: StringVector): void {
  const places = new Int32Array(of.dictionary.size).fill(-1)
  const used: number[] = []
  const codes = new Int32Array(of.length)
  for (let i = 0; i < of.length; i++) {
    if (!isValid(of.validity, i)) continue
    const code = of.codes[i]
    if (places[code] < 0) places[code] = used.push(code) - 1
    codes[i] = places[code]
  }
  out.u32(used.length)
  for (const code of used) out.text(of.dictionary.value(code))
  out.lane(codes)
}

function writeOffsets(out: ByteWriter, offsets: Int32Array, rows: number): void {
  out.lane(offsets.subarray(0, rows + 1).map(at => at - offsets[0]))
}

function innerOf(of: Vector, offsets: Int32Array, rows: number): Vector {
  const start = offsets[0]
  const end = offsets[rows]
  if (start === 0 && end === of.length) return of
  return takeVector(of, Int32Array.from({ length: end - start }, (_, i) => start + i))
}

function isValid(validity: Validity, row: number): boolean {
  return validity === null || validity[row] === 1
}

export function readVector(from: ByteReader, type: DataType, length: number): Vector {
  if (type.kind === 'null') return { kind: 'null', type, length, validity: null }
  const validity = from.u8() === 1 ? new Uint8Array(from.lane(length)) : null
  switch (type.kind) {
    case 'boolean': return { kind: 'boolean', type, length, validity, values: new Uint8Array(from.lane(length)) }
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'date':
    case 'year_month': return { kind: 'int', type, length, validity, values: new Int32Array(from.lane(length * 4)) }
    case 'bigint':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time': return { kind: 'long', type, length, validity, values: new BigInt64Array(from.lane(length * 8)) }
    case 'float':
    case 'double': return { kind: 'double', type, length, validity, values: new Float64Array(from.lane(length * 8)) }
    case 'string': {
      const texts = Array.from({ length: from.u32() }, () => from.text())
      return { kind: 'string', type, length, validity, codes: new Int32Array(from.lane(length * 4)), dictionary: { size: texts.length, value: code => texts[code] } }
    }
    case 'binary': {
      const parts = Array.from({ length }, () => from.block())
      const ends = new Int32Array(length)
      parts.forEach((part, i) => { ends[i] = (i === 0 ? 0 : ends[i - 1]) + part.length })
      return { kind: 'binary', type, length, validity, data: Buffer.concat(parts), starts: ends.map((end, i) => end - parts[i].length), ends }
    }
    case 'decimal': return { kind: 'decimal', type, length, validity, values: fromWords(new BigInt64Array(from.lane(length * 16)), length) }
    case 'array': {
      const offsets = new Int32Array(from.lane((length + 1) * 4))
      return { kind: 'array', type, length, validity, offsets, elements: readVector(from, type.element, offsets[length]) }
    }
    case 'map': {
      const offsets = new Int32Array(from.lane((length + 1) * 4))
      const keys = readVector(from, type.key, offsets[length])
      return { kind: 'map', type, length, validity, offsets, keys, values: readVector(from, type.value, offsets[length]) }
    }
    case 'struct': return { kind: 'struct', type, length, validity, children: type.fields.map(f => readVector(from, f.type, length)) }
  }
}
