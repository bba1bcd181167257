import type { LongVector, Validity } from '../../batch/vector'
import { BIGINT, type DataType } from '../../core/data-type'
import { longVector } from './vectors'

export const TWO_32 = 4_294_967_296
const ONE_IN_TWO_32 = 1 / TWO_32

/** High halves within ±SAFE_HIGH belong to numbers within ±2^52: sums and differences of two of them stay exact. */
export const SAFE_HIGH = 1 << 20

/** The column as pairs of 32 bits, low half first: reading a BigInt64Array would make a BigInt a row. */
export function halvesOf(of: { readonly values: BigInt64Array }): Int32Array {
  return new Int32Array(of.values.buffer, of.values.byteOffset, of.values.length * 2)
}

/** The column as doubles where every value lies within ±2^52, else null: the kernel takes its exact path. */
export function exactNumbers(of: LongVector): Float64Array | null {
  const halves = halvesOf(of)
  const numbers = new Float64Array(of.length)
  const { validity } = of
  for (let i = 0; i < numbers.length; i++) {
    const high = halves[2 * i + 1]
    if (high >= SAFE_HIGH || high < -SAFE_HIGH) {
      if (validity !== null && validity[i] === 0) continue
      return null
    }
    numbers[i] = high * TWO_32 + (halves[2 * i] >>> 0)
  }
  return numbers
}

/** Doubles nearest to the values. */
export function nearestNumbers(of: LongVector): Float64Array {
  const halves = halvesOf(of)
  const numbers = new Float64Array(of.length)
  for (let i = 0; i < numbers.length; i++) {
    const high = halves[2 * i + 1]
    // One rounding only: high * 2^32 is exact, and so is the sum up to 2^53.
    numbers[i] = high * TWO_32 + (halves[2 * i] >>> 0)
  }
  return numbers
}

/** Safe integers as a long column. What stands under a null may be anything. */
export function longsOf(numbers: Float64Array, validity: Validity, type: DataType = BIGINT): LongVector {
  const values = new BigInt64Array(numbers.length)
  const halves = new Int32Array(values.buffer)
  for (let i = 0; i < numbers.length; i++) setHalves(halves, i, numbers[i])
  return longVector(values, validity, type)
}

export function setHalves(halves: Int32Array, row: number, value: number): void {
  const high = Math.floor(value * ONE_IN_TWO_32)
  halves[2 * row] = value - high * TWO_32
  halves[2 * row + 1] = high
}

/** -1, 0 or 1 as the first long is less than, equal to or greater than the second; both given by their halves. */
export function compareHalves(a: Int32Array, i: number, b: Int32Array, j: number): number {
  const highs = a[2 * i + 1] - b[2 * j + 1]
  if (highs !== 0) return highs < 0 ? -1 : 1
  const low = a[2 * i] >>> 0
  const other = b[2 * j] >>> 0
  return low < other ? -1 : low > other ? 1 : 0
}
