import type { Vector } from '../../batch/vector'
import type { DecimalType } from '../../core/data-type'
import { divideHalfUp, hasDigits, powerOfTen, rescaled } from '../../core/decimal'
import { InternalError } from '../../core/errors'
import type { DecimalOperation } from '../decimal-types'
import { anyNull } from '../registry'
import { Marks, type Trouble } from './arithmetic'
import { decimalVector } from './vectors'

/** Digits after the point of a quotient, before it is rounded to its type. */
const QUOTIENT_SCALE = 39

/** DECIMALs and whole numbers of any scales, row by row. `bad` throws, or lets the row become null. */
export function calculateDecimals(operation: DecimalOperation, a: Vector, b: Vector, type: DecimalType, rows: number, bad: (trouble: Trouble, row: number) => void): Vector {
  const valid = new Marks(anyNull([a, b], rows), rows, bad)
  const left = units(a)
  const right = units(b)
  const of = exactly(operation, left.scale, right.scale)
  const values = new Array<bigint>(rows).fill(0n)
  for (let i = 0; i < rows; i++) {
    if (!valid.at(i)) continue
    const divisor = right.at(i)
    if (of.divides && divisor === 0n) { valid.refuse('hole', i); continue }
    const result = rescaled(of.result(left.at(i), divisor), of.scale, type.scale)
    if (hasDigits(result, type.precision)) values[i] = result
    else valid.refuse('overflow', i)
  }
  return decimalVector(values, valid.validity, type)
}

interface Exactly { readonly scale: number; readonly divides: boolean; readonly result: (a: bigint, b: bigint) => bigint }

/** The calculation on units of those scales, and the scale of what comes out. */
function exactly(operation: DecimalOperation, a: number, b: number): Exactly {
  const scale = Math.max(a, b)
  const [up, upper] = [powerOfTen(scale - a), powerOfTen(scale - b)]
  switch (operation) {
    case 'add': return { scale, divides: false, result: (x, y) => x * up + y * upper }
    case 'subtract': return { scale, divides: false, result: (x, y) => x * up - y * upper }
    case 'multiply': return { scale: a + b, divides: false, result: (x, y) => x * y }
    case 'remainder': return { scale, divides: true, result: (x, y) => (x * up) % (y * upper) }
    case 'quotient': {
      const [more, less] = [powerOfTen(QUOTIENT_SCALE + b), powerOfTen(a)]
      return { scale: QUOTIENT_SCALE, divides: true, result: (x, y) => divideHalfUp(x * more, y * less) }
    }
  }
}

/** A column of exact numbers as whole units of a scale. */
export function units(of: Vector): { readonly scale: number; readonly at: (row: number) => bigint } {
  switch (of.kind) {
    case 'decimal': return { scale: of.type.scale, at: row => of.values[row] }
    case 'long': return { scale: 0, at: row => of.values[row] }
    case 'int': return { scale: 0, at: row => BigInt(of.values[row]) }
    default: throw new InternalError(`a ${of.kind} vector stands where an exact number belongs`)
  }
}

/** A DECIMAL column with each value mapped, in units of `type`; `bad` is told of rows whose result has too many digits. */
export function mapDecimals(of: Vector, type: DecimalType, to: (units: bigint, scale: number) => bigint, bad: (row: number) => void): Vector {
  const { scale, at } = units(of)
  const values = Array.from({ length: of.length }, (_, row) => {
    if (of.validity !== null && of.validity[row] === 0) return 0n
    const result = to(at(row), scale)
    if (!hasDigits(result, type.precision)) bad(row)
    return result
  })
  return decimalVector(values, of.validity, type)
}
