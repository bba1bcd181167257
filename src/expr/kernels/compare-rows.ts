import type { BinaryVector, DoubleVector, LongVector, StringVector, Vector } from '../../batch/vector'
import { isNull } from '../../batch/vector'
import { InternalError } from '../../core/errors'
import { compareText } from './compare-text'
import { compareHalves, halvesOf } from './longs'

/**
 * -1, 0 or 1 a row: the first operand is less than, equal to or greater than the second. Both are of one type. Rows
 * where either is null hold anything.
 */
export function compareRows(a: Vector, b: Vector, rows: number): Int8Array {
  const signs = new Int8Array(rows)
  if (a.kind === 'null' || b.kind === 'null') return signs
  if (a.kind === 'string' && b.kind === 'string') return compareStrings(a, b, signs)
  if (a.kind === 'long' && b.kind === 'long') return compareLongs(a, b, signs)
  if (a.kind === 'double' && b.kind === 'double') return compareDoubles(a, b, signs)
  if ((a.kind === 'int' && b.kind === 'int') || (a.kind === 'boolean' && b.kind === 'boolean')) {
    const { values } = a
    const others = b.values
    for (let i = 0; i < rows; i++) signs[i] = values[i] < others[i] ? -1 : values[i] > others[i] ? 1 : 0
    return signs
  }
  for (let i = 0; i < rows; i++) if (!isNull(a, i) && !isNull(b, i)) signs[i] = compareAt(a, i, b, i)
  return signs
}

// A literal is a column with one string in its dictionary: each string of the other side is compared with it once.
function compareStrings(a: StringVector, b: StringVector, signs: Int8Array): Int8Array {
  if (b.dictionary.size === 1) return compareWithOne(a, b.dictionary.value(0), signs, 1)
  if (a.dictionary.size === 1) return compareWithOne(b, a.dictionary.value(0), signs, -1)
  const { codes, dictionary } = a
  const same = dictionary === b.dictionary
  for (let i = 0; i < signs.length; i++) {
    if (same && codes[i] === b.codes[i]) continue
    if (isNull(a, i) || isNull(b, i)) continue
    signs[i] = compareText(dictionary.value(codes[i]), b.dictionary.value(b.codes[i]))
  }
  return signs
}

const UNKNOWN = 2

function compareWithOne(of: StringVector, text: string, signs: Int8Array, side: 1 | -1): Int8Array {
  const { codes, dictionary, validity } = of
  const known = new Int8Array(dictionary.size).fill(UNKNOWN)
  for (let i = 0; i < signs.length; i++) {
    if (validity !== null && validity[i] === 0) continue
    const code = codes[i]
    if (known[code] === UNKNOWN) known[code] = side * compareText(dictionary.value(code), text)
    signs[i] = known[code]
  }
  return signs
}

function compareLongs(a: LongVector, b: LongVector, signs: Int8Array): Int8Array {
  const halves = halvesOf(a)
  const others = halvesOf(b)
  for (let i = 0; i < signs.length; i++) signs[i] = compareHalves(halves, i, others, i)
  return signs
}

function compareDoubles(a: DoubleVector, b: DoubleVector, signs: Int8Array): Int8Array {
  const { values } = a
  const others = b.values
  for (let i = 0; i < signs.length; i++) signs[i] = compareNumbers(values[i], others[i])
  return signs
}

/** Spark's order: NaN equals itself and is greater than every number; -0 equals 0. */
export function compareNumbers(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  const aIsNaN = a !== a
  return aIsNaN === (b !== b) ? 0 : aIsNaN ? 1 : -1
}

/**
 * Compares one value with one of another column of the same type, neither of them null; inside arrays and structs null
 * is the least. Maps have no order.
 */
export function compareAt(a: Vector, i: number, b: Vector, j: number): number {
  if (a.kind === 'string' && b.kind === 'string') return compareText(a.dictionary.value(a.codes[i]), b.dictionary.value(b.codes[j]))
  if (a.kind === 'long' && b.kind === 'long') return compareHalves(halvesOf(a), i, halvesOf(b), j)
  if (a.kind === 'double' && b.kind === 'double') return compareNumbers(a.values[i], b.values[j])
  if ((a.kind === 'int' && b.kind === 'int') || (a.kind === 'boolean' && b.kind === 'boolean')) return Math.sign(a.values[i] - b.values[j])
  if (a.kind === 'decimal' && b.kind === 'decimal') return a.values[i] < b.values[j] ? -1 : a.values[i] > b.values[j] ? 1 : 0
  if (a.kind === 'binary' && b.kind === 'binary') return Buffer.compare(bytesAt(a, i), bytesAt(b, j))
  if (a.kind === 'null' || b.kind === 'null') return 0
  if (a.kind === 'array' && b.kind === 'array') {
    const length = a.offsets[i + 1] - a.offsets[i]
    const other = b.offsets[j + 1] - b.offsets[j]
    for (let at = 0; at < Math.min(length, other); at++) {
      const sign = compareInside(a.elements, a.offsets[i] + at, b.elements, b.offsets[j] + at)
      if (sign !== 0) return sign
    }
    return Math.sign(length - other)
  }
  if (a.kind === 'struct' && b.kind === 'struct') {
    for (let at = 0; at < a.children.length; at++) {
      const sign = compareInside(a.children[at], i, b.children[at], j)
      if (sign !== 0) return sign
    }
    return 0
  }
  throw new InternalError(`a ${a.kind} cannot be compared with a ${b.kind}`)
}

function compareInside(a: Vector, i: number, b: Vector, j: number): number {
  const aIsNull = isNull(a, i)
  const bIsNull = isNull(b, j)
  if (aIsNull || bIsNull) return aIsNull === bIsNull ? 0 : aIsNull ? -1 : 1
  return compareAt(a, i, b, j)
}

export function bytesAt(of: BinaryVector, row: number): Uint8Array {
  return of.data.subarray(of.starts[row], of.ends[row])
}
