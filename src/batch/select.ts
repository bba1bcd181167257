import type { Schema } from '../core/data-type'
import { InternalError } from '../core/errors'
import { gatherOrigin, selectOrigin } from '../core/origin'
import type { Origin } from '../core/origin'
import type { Batch } from './batch'
import { batch } from './batch'
import type { Validity, Vector } from './vector'

/** The values at `rows`, in that order, repeats allowed; a negative row gives null (the empty side of a join). */
export function takeVector(vector: Vector, rows: Int32Array): Vector {
  const length = rows.length
  if (vector.kind === 'null') return { ...vector, length }
  const validity = takeValidity(vector.validity, rows)
  switch (vector.kind) {
    case 'boolean': return { ...vector, length, validity, values: takeInto(vector.values, new Uint8Array(length), rows) }
    case 'int': return { ...vector, length, validity, values: takeInto(vector.values, new Int32Array(length), rows) }
    case 'long': return { ...vector, length, validity, values: takeLongs(vector.values, rows) }
    case 'double': return { ...vector, length, validity, values: takeInto(vector.values, new Float64Array(length), rows) }
    case 'string': return { ...vector, length, validity, codes: takeInto(vector.codes, new Int32Array(length), rows) }
    case 'binary': return {
      ...vector, length, validity,
      starts: takeInto(vector.starts, new Int32Array(length), rows), ends: takeInto(vector.ends, new Int32Array(length), rows),
    }
    case 'decimal': return { ...vector, length, validity, values: Array.from(rows, row => (row < 0 ? 0n : vector.values[row])) }
    case 'array': {
      const { offsets, inner } = takeOffsets(vector.offsets, rows)
      return { ...vector, length, validity, offsets, elements: takeVector(vector.elements, inner) }
    }
    case 'map': {
      const { offsets, inner } = takeOffsets(vector.offsets, rows)
      return { ...vector, length, validity, offsets, keys: takeVector(vector.keys, inner), values: takeVector(vector.values, inner) }
    }
    case 'struct': return { ...vector, length, validity, children: vector.children.map(child => takeVector(child, rows)) }
  }
}

function takeInto<A extends Uint8Array | Int32Array | Float64Array>(values: A, into: A, rows: Int32Array): A {
  for (let i = 0; i < rows.length; i++) into[i] = values[rows[i]]
  return into
}

// Copied as pairs of 32 bits: reading a BigInt64Array makes a BigInt a value.
function takeLongs(values: BigInt64Array, rows: Int32Array): BigInt64Array {
  const from = new Int32Array(values.buffer, values.byteOffset, values.length * 2)
  const taken = new BigInt64Array(rows.length)
  const into = new Int32Array(taken.buffer)
  for (let i = 0; i < rows.length; i++) {
    into[2 * i] = from[2 * rows[i]]
    into[2 * i + 1] = from[2 * rows[i] + 1]
  }
  return taken
}

function takeValidity(validity: Validity, rows: Int32Array): Validity {
  if (validity === null && !hasNegative(rows)) return null
  let nulls = false
  const taken = new Uint8Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    const valid = row < 0 ? 0 : validity === null ? 1 : validity[row]
    taken[i] = valid
    if (valid === 0) nulls = true
  }
  return nulls ? taken : null
}

function hasNegative(rows: Int32Array): boolean {
  let bits = 0
  for (let i = 0; i < rows.length; i++) bits |= rows[i]
  return bits < 0
}

function takeOffsets(offsets: Int32Array, rows: Int32Array): { offsets: Int32Array; inner: Int32Array } {
  const taken = new Int32Array(rows.length + 1)
  for (let i = 0; i < rows.length; i++) taken[i + 1] = taken[i] + (rows[i] < 0 ? 0 : offsets[rows[i] + 1] - offsets[rows[i]])
  const inner = new Int32Array(taken[rows.length])
  for (let i = 0; i < rows.length; i++) {
    for (let at = taken[i], from = rows[i] < 0 ? 0 : offsets[rows[i]]; at < taken[i + 1]; at++, from++) inner[at] = from
  }
  return { offsets: taken, inner }
}

/** The rows of a batch at `rows`, with their origin; ascending rows are the fast case. */
export function takeBatch(of: Batch, rows: Int32Array): Batch {
  return batch(of.schema, of.columns.map(column => takeVector(column, rows)), rows.length, of.origin === null ? null : takeOrigin(of.origin, rows))
}

function takeOrigin(origin: Origin, rows: Int32Array): Origin {
  for (let i = 1; i < rows.length; i++) {
    if (rows[i] <= rows[i - 1]) return gatherOrigin(origin, rows)
  }
  return selectOrigin(origin, rows)
}

/** One batch of all rows, in order. The origin is kept when every batch that has rows has one. */
export function concatBatches(schema: Schema, batches: readonly Batch[]): Batch {
  const full = batches.filter(b => b.numRows > 0)
  if (full.length === 1) return batch(schema, full[0].columns, full[0].numRows, full[0].origin)
  const numRows = full.reduce((sum, b) => sum + b.numRows, 0)
  const columns = schema.fields.map((f, i) => concatVectors(f.type, full.map(b => b.columns[i])))
  const origins = full.map(b => b.origin)
  return batch(schema, columns, numRows, full.length > 0 && origins.every(o => o !== null) ? origins.flat() : null)
}

/** One vector of all values, in order; the vectors are of that type. */
export function concatVectors(type: Schema['fields'][number]['type'], vectors: readonly Vector[]): Vector {
  if (vectors.length === 1) return vectors[0]
  const length = vectors.reduce((sum, v) => sum + v.length, 0)
  const validity = concatValidity(vectors, length)
  switch (type.kind) {
    case 'null': return { kind: 'null', type, length, validity: null }
    case 'boolean': return { kind: 'boolean', type, length, validity, values: fill(new Uint8Array(length), of('boolean', vectors).map(v => v.values)) }
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'date':
    case 'year_month': return { kind: 'int', type, length, validity, values: fill(new Int32Array(length), of('int', vectors).map(v => v.values)) }
    case 'bigint':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time': return { kind: 'long', type, length, validity, values: fill(new BigInt64Array(length), of('long', vectors).map(v => v.values)) }
    case 'float':
    case 'double': return { kind: 'double', type, length, validity, values: fill(new Float64Array(length), of('double', vectors).map(v => v.values)) }
    case 'string': return { kind: 'string', type, length, validity, ...concatCodes(of('string', vectors), length) }
    case 'binary': return { kind: 'binary', type, length, validity, ...concatBytes(of('binary', vectors), length) }
    case 'decimal': return { kind: 'decimal', type, length, validity, values: of('decimal', vectors).flatMap(v => v.values.slice(0, v.length)) }
    case 'array': {
      const parts = of('array', vectors)
      const elements = concatVectors(type.element, parts.map(v => v.elements))
      return { kind: 'array', type, length, validity, offsets: concatOffsets(parts.map(v => v.offsets), parts.map(v => v.elements.length), length), elements }
    }
    case 'map': {
      const parts = of('map', vectors)
      const offsets = concatOffsets(parts.map(v => v.offsets), parts.map(v => v.keys.length), length)
      return { kind: 'map', type, length, validity, offsets, keys: concatVectors(type.key, parts.map(v => v.keys)), values: concatVectors(type.value, parts.map(v => v.values)) }
    }
    case 'struct': {
      const parts = of('struct', vectors)
      return { kind: 'struct', type, length, validity, children: type.fields.map((f, i) => concatVectors(f.type, parts.map(v => v.children[i]))) }
    }
  }
}

function of<K extends Vector['kind']>(kind: K, vectors: readonly Vector[]): Extract<Vector, { kind: K }>[] {
  return vectors.map(v => {
    if (v.kind !== kind) throw new InternalError(`a ${v.kind} vector stands where a ${kind} vector belongs`)
    return v as Extract<Vector, { kind: K }>
  })
}

interface Settable<A> { set(values: A, at: number): void }

function fill<A extends Settable<A> & { readonly length: number }>(into: A, parts: readonly A[]): A {
  let at = 0
  for (const part of parts) {
    into.set(part, at)
    at += part.length
  }
  return into
}

function concatValidity(vectors: readonly Vector[], length: number): Validity {
  if (vectors.every(v => v.validity === null)) return null
  const validity = new Uint8Array(length).fill(1)
  let at = 0
  for (const v of vectors) {
    if (v.validity !== null) validity.set(v.validity, at)
    at += v.length
  }
  return validity
}

function concatOffsets(parts: readonly Int32Array[], inner: readonly number[], length: number): Int32Array {
  const offsets = new Int32Array(length + 1)
  let at = 0
  let base = 0
  parts.forEach((part, p) => {
    for (let i = 0; i < part.length; i++) offsets[at + i] = part[i] + base
    at += part.length - 1
    base += inner[p]
  })
  return offsets
}

function concatBytes(parts: readonly Extract<Vector, { kind: 'binary' }>[], length: number): { data: Uint8Array; starts: Int32Array; ends: Int32Array } {
  const starts = new Int32Array(length)
  const ends = new Int32Array(length)
  const chunks: Uint8Array[] = []
  let at = 0
  let used = 0
  for (const part of parts) {
    for (let i = 0; i < part.length; i++, at++) {
      if (part.validity !== null && part.validity[i] === 0) continue
      const chunk = part.data.subarray(part.starts[i], part.ends[i])
      starts[at] = used
      used += chunk.length
      ends[at] = used
      chunks.push(chunk)
    }
  }
  return { data: fill(new Uint8Array(used), chunks), starts, ends }
}

function concatCodes(parts: readonly Extract<Vector, { kind: 'string' }>[], length: number): { codes: Int32Array; dictionary: Extract<Vector, { kind: 'string' }>['dictionary'] } {
  if (parts.length > 0 && parts.every(v => v.dictionary === parts[0].dictionary)) {
    return { codes: fill(new Int32Array(length), parts.map(v => v.codes)), dictionary: parts[0].dictionary }
  }
  const codeOf = new Map<string, number>()
  const values: string[] = []
  const codes = new Int32Array(length)
  let at = 0
  for (const part of parts) {
    const mapped = new Int32Array(part.dictionary.size).fill(-1)
    for (let i = 0; i < part.length; i++, at++) {
      if (part.validity !== null && part.validity[i] === 0) continue
      const code = part.codes[i]
      if (mapped[code] < 0) mapped[code] = newCode(part.dictionary.value(code), codeOf, values)
      codes[at] = mapped[code]
    }
  }
  return { codes, dictionary: { size: values.length, value: code => values[code] } }
}

function newCode(text: string, codeOf: Map<string, number>, values: string[]): number {
  const known = codeOf.get(text)
  if (known !== undefined) return known
  codeOf.set(text, values.length)
  values.push(text)
  return values.length - 1
}
