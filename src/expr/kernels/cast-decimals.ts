import type { DecimalVector, LongVector, Vector } from '../../batch/vector'
import { TIMESTAMP, type DecimalType } from '../../core/data-type'
import { Decimal, decimalText, digitsOf, hasDigits, MAX_PRECISION, powerOfTen, rescaled } from '../../core/decimal'
import { formatDouble } from '../../core/double-text'
import { textToDecimal } from '../../core/text-to-value'
import type { BadRows } from './bad-rows'
import { units } from './decimal-arithmetic'
import { decimalVector, isValid, longVector } from './vectors'

/** Rounds halves away from zero where digits go; NaN and the infinities become null, as in Spark. */
export function toDecimal(of: Vector, to: DecimalType, bad: BadRows): DecimalVector {
  const values = new Array<bigint>(of.length).fill(0n)
  const read = reader(of, bad)
  for (let row = 0; row < of.length; row++) {
    if (!isValid(of.kind === 'null' ? null : of.validity, row)) continue
    const decimal = read(row)
    if (decimal === null) continue
    const value = rescaled(decimal.unscaled, decimal.scale, to.scale)
    if (hasDigits(value, to.precision)) values[row] = value
    else bad.tooManyDigits(row)
  }
  return decimalVector(values, bad.validity, to)
}

/** The value of a row as a number of digits; null where there is none, which `bad` then knows. */
function reader(of: Vector, bad: BadRows): (row: number) => Pick<Decimal, 'unscaled' | 'scale'> | null {
  switch (of.kind) {
    case 'string': {
      const { codes, dictionary } = of
      return row => {
        const decimal = textToDecimal(dictionary.value(codes[row]))
        if (decimal === null) bad.malformed(row)
        else if (digitsOf(decimal.unscaled) - decimal.scale > MAX_PRECISION) bad.beyondAllNumbers(row)
        else return decimal
        return null
      }
    }
    case 'double': return row => nearest(of.values[row], row, bad)
    case 'boolean': return row => new Decimal(BigInt(of.values[row]), 0)
    case 'long': {
      if (of.type.kind !== 'timestamp') break
      return row => new Decimal(of.values[row], 6)
    }
    default:
  }
  const { at, scale } = units(of)
  return row => ({ unscaled: at(row), scale })
}

function nearest(value: number, row: number, bad: BadRows): Decimal | null {
  if (!Number.isFinite(value)) bad.missing(row)
  return Number.isFinite(value) ? Decimal.parse(formatDouble(value)) : null
}

/** The whole part, cut; null where it leaves the 64 bits of a BIGINT. */
export function wholePart(of: DecimalVector, row: number): bigint | null {
  const whole = of.values[row] / powerOfTen(of.type.scale)
  return BigInt.asIntN(64, whole) === whole ? whole : null
}

export function nearestDoubles(of: DecimalVector): Float64Array {
  return Float64Array.from(of.values, value => Number(decimalText(value, of.type.scale)))
}

/** Seconds since 1970; digits below a microsecond are cut. */
export function timestampsOf(of: DecimalVector): LongVector {
  const values = BigInt64Array.from(of.values, value => BigInt.asIntN(64, (value * 1_000_000n) / powerOfTen(of.type.scale)))
  return longVector(values, of.validity, TIMESTAMP)
}
