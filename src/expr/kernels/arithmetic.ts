import type { DoubleVector, IntVector, LongVector, Validity, Vector } from '../../batch/vector'
import { FLOAT, greatestWhole } from '../../core/data-type'
import { anyNull } from '../registry'
import { exactNumbers, longsOf } from './longs'
import { doubleVector, intVector, isValid, longVector } from './vectors'

/** What an operator does to numbers, once for each way of holding them. */
export interface Operator {
  /** On 32 bits and on BIGINT within ±2^52: exact, or not a safe integer (then the BigInt way decides). NaN: no result. */
  readonly whole: (a: number, b: number) => number
  /** On BIGINT; null: no result. */
  readonly big: (a: bigint, b: bigint) => bigint | null
  readonly double: (a: number, b: number) => number
  /** Whether this right operand has no result, such as a divisor of zero. */
  readonly hole?: (b: number) => boolean
}

export type Trouble = 'overflow' | 'hole'

/** Two columns of one numeric type, row by row. `bad` throws, or lets the row become null. */
export function calculate(of: Operator, a: Vector, b: Vector, rows: number, bad: (trouble: Trouble, row: number) => void): Vector {
  const valid = new Marks(anyNull([a, b], rows), rows, bad)
  if (a.kind === 'int' && b.kind === 'int') return wholes(of, a, b, rows, valid)
  if (a.kind === 'long' && b.kind === 'long') return longs(of, a, b, rows, valid)
  return doubles(of, a as DoubleVector, b as DoubleVector, rows, valid)
}

/** The validity of a result while it is made. */
export class Marks {
  private owned: Uint8Array | null = null

  constructor(private readonly from: Validity, private readonly rows: number, private readonly bad: (trouble: Trouble, row: number) => void) {}

  /** `bad` throws where the mode says so. */
  refuse(trouble: Trouble, row: number): void {
    this.bad(trouble, row)
    this.owned ??= this.from === null ? new Uint8Array(this.rows).fill(1) : this.from.slice(0, this.rows)
    this.owned[row] = 0
  }

  at(row: number): boolean {
    return isValid(this.from, row)
  }

  get validity(): Validity {
    return this.owned ?? this.from
  }
}

function wholes(of: Operator, a: IntVector, b: IntVector, rows: number, valid: Marks): IntVector {
  const greatest = greatestWhole(a.type)
  const values = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    if (!valid.at(i)) continue
    if (of.hole?.(b.values[i]) === true) { valid.refuse('hole', i); continue }
    const result = of.whole(a.values[i], b.values[i])
    if (result >= -greatest - 1 && result <= greatest) values[i] = result
    else valid.refuse('overflow', i)
  }
  return intVector(values, valid.validity, a.type)
}

function longs(of: Operator, a: LongVector, b: LongVector, rows: number, valid: Marks): LongVector {
  const left = exactNumbers(a)
  const right = exactNumbers(b)
  if (left === null || right === null) return bigs(of, a, b, rows, valid)
  const values = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    if (!valid.at(i)) continue
    if (of.hole?.(right[i]) === true) { valid.refuse('hole', i); continue }
    values[i] = of.whole(left[i], right[i])
    if (!Number.isSafeInteger(values[i])) return bigs(of, a, b, rows, valid)
  }
  return longsOf(values, valid.validity)
}

function bigs(of: Operator, a: LongVector, b: LongVector, rows: number, valid: Marks): LongVector {
  const values = new BigInt64Array(rows)
  for (let i = 0; i < rows; i++) {
    if (!valid.at(i)) continue
    const divisor = b.values[i]
    const result = of.hole?.(Number(divisor)) === true ? 'hole' : of.big(a.values[i], divisor) ?? 'overflow'
    if (typeof result === 'string') valid.refuse(result, i)
    else if (BigInt.asIntN(64, result) !== result) valid.refuse('overflow', i)
    else values[i] = result
  }
  return longVector(values, valid.validity)
}

function doubles(of: Operator, a: DoubleVector, b: DoubleVector, rows: number, valid: Marks): DoubleVector {
  const values = new Float64Array(rows)
  const single = a.type.kind === 'float'
  for (let i = 0; i < rows; i++) {
    if (!valid.at(i)) continue
    if (of.hole?.(b.values[i]) === true) { valid.refuse('hole', i); continue }
    const result = of.double(a.values[i], b.values[i])
    values[i] = single ? Math.fround(result) : result
  }
  return doubleVector(values, valid.validity, single ? FLOAT : undefined)
}

/** A numeric column with each value mapped within its own type; `bad` is told of rows whose result leaves it. */
export function mapNumbers(
  of: Vector,
  to: { readonly double: (x: number) => number; readonly whole: (x: number) => number; readonly big: (x: bigint) => bigint },
  bad: (row: number) => void,
): Vector {
  const { length, validity } = of
  if (of.kind === 'int') {
    const greatest = greatestWhole(of.type)
    const values = new Int32Array(length)
    for (let i = 0; i < length; i++) {
      const result = to.whole(of.values[i])
      if (result >= -greatest - 1 && result <= greatest) values[i] = result
      else if (isValid(validity, i)) bad(i)
    }
    return intVector(values, validity, of.type)
  }
  if (of.kind === 'double') {
    const single = of.type.kind === 'float'
    const values = new Float64Array(length)
    for (let i = 0; i < length; i++) values[i] = single ? Math.fround(to.double(of.values[i])) : to.double(of.values[i])
    return doubleVector(values, validity, of.type)
  }
  if (of.kind !== 'long') return of
  const numbers = exactNumbers(of)
  if (numbers !== null) {
    const values = numbers.map(to.whole)
    if (values.every(value => Number.isSafeInteger(value))) return longsOf(values, validity, of.type)
  }
  const values = new BigInt64Array(length)
  for (let i = 0; i < length; i++) {
    if (!isValid(validity, i)) continue
    const result = to.big(of.values[i])
    if (BigInt.asIntN(64, result) !== result) bad(i)
    else values[i] = result
  }
  return longVector(values, validity, of.type)
}

