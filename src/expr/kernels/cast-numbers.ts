import type { BooleanVector, DoubleVector, IntVector, LongVector, StringVector, Vector } from '../../batch/vector'
import { DOUBLE, FLOAT, greatestWhole, type DataType } from '../../core/data-type'
import { InternalError } from '../../core/errors'
import { textToBigint, textToBoolean, textToDouble, textToInt } from '../../core/text-to-value'
import type { BadRows } from './bad-rows'
import { nearestDoubles, wholePart } from './cast-decimals'
import { exactNumbers, halvesOf, longsOf, nearestNumbers } from './longs'
import { booleanVector, doubleVector, intVector, isValid, longVector } from './vectors'

export function toBoolean(of: Vector, bad: BadRows): BooleanVector {
  const values = new Uint8Array(of.length)
  if (of.kind === 'string') parseInto(of, textToFlag, values, bad)
  else if (of.kind === 'long') {
    const halves = halvesOf(of)
    for (let i = 0; i < values.length; i++) values[i] = halves[2 * i] === 0 && halves[2 * i + 1] === 0 ? 0 : 1
  } else if (of.kind === 'decimal') {
    for (let i = 0; i < values.length; i++) values[i] = of.values[i] === 0n ? 0 : 1
  } else if (of.kind === 'int' || of.kind === 'double') {
    for (let i = 0; i < values.length; i++) values[i] = of.values[i] === 0 ? 0 : 1
  } else throw unexpected(of)
  return booleanVector(values, bad.validity)
}

/** TINYINT, SMALLINT and INT. */
export function toInt(of: Vector, to: DataType, bad: BadRows): IntVector {
  const greatest = greatestWhole(to)
  const values = new Int32Array(of.length)
  if (of.kind === 'string') {
    parseInto(of, text => textToInt(text, greatest), values, bad)
  } else if (of.kind === 'boolean') {
    values.set(of.values.subarray(0, of.length))
  } else if (of.kind === 'int' || of.kind === 'double' || of.kind === 'long') {
    const numbers = of.kind !== 'long' ? of.values : of.type.kind === 'timestamp' ? seconds(of) : nearestNumbers(of)
    for (let i = 0; i < values.length; i++) {
      const whole = Math.trunc(numbers[i])
      if (whole >= -greatest - 1 && whole <= greatest) values[i] = whole
      else if (isValid(of.validity, i)) bad.overflow(i)
    }
  } else if (of.kind === 'decimal') {
    for (let i = 0; i < values.length; i++) {
      if (!isValid(of.validity, i)) continue
      const whole = wholePart(of, i)
      if (whole !== null && whole >= -greatest - 1 && whole <= greatest) values[i] = Number(whole)
      else bad.overflow(i)
    }
  } else throw unexpected(of)
  return intVector(values, bad.validity, to)
}

const TWO_63 = 2 ** 63

export function toLong(of: Vector, bad: BadRows): LongVector {
  if (of.kind === 'int' || of.kind === 'boolean') return longsOf(Float64Array.from(of.values.subarray(0, of.length)), of.validity)
  if (of.kind === 'long') return longsOf(seconds(of), of.validity)
  if (of.kind === 'string') {
    const values = parseLongs(of, textToBigint, bad)
    return longVector(values, bad.validity)
  }
  if (of.kind !== 'double' && of.kind !== 'decimal') throw unexpected(of)
  const values = new BigInt64Array(of.length)
  for (let i = 0; i < values.length; i++) {
    if (!isValid(of.validity, i)) continue
    if (of.kind === 'decimal') {
      const exact = wholePart(of, i)
      if (exact === null) bad.overflow(i)
      else values[i] = exact
      continue
    }
    const whole = Math.trunc(of.values[i])
    // 2^63 - 1 as a double is 2^63: Spark takes it, and gives the greatest long.
    if (whole >= -TWO_63 && whole <= TWO_63) values[i] = whole === TWO_63 ? TWO_63_LESS_1 : BigInt(whole)
    else bad.overflow(i)
  }
  return longVector(values, bad.validity)
}

const TWO_63_LESS_1 = 9_223_372_036_854_775_807n

export function toDouble(of: Vector, to: DataType, bad: BadRows): DoubleVector {
  const single = to.kind === 'float'
  let values: Float64Array
  if (of.kind === 'string') values = parseInto(of, textToDouble, new Float64Array(of.length), bad)
  else if (of.kind === 'int' || of.kind === 'double' || of.kind === 'boolean') values = Float64Array.from(of.values.subarray(0, of.length))
  else if (of.kind === 'long') values = of.type.kind === 'timestamp' ? nearestNumbers(of).map(micros => micros / 1e6) : single ? singles(of) : nearestNumbers(of)
  else if (of.kind === 'decimal') values = nearestDoubles(of)
  else throw unexpected(of)
  if (single) for (let i = 0; i < values.length; i++) values[i] = Math.fround(values[i])
  return doubleVector(values, bad.validity, single ? FLOAT : DOUBLE)
}

/** Longs as the nearest floats, rounded once: rounding to double first may land on a tie that was none. */
function singles(of: LongVector): Float64Array {
  const numbers = exactNumbers(of)
  if (numbers !== null) return numbers
  return Float64Array.from(nearestNumbers(of), (near, i) => {
    const rounded = Math.fround(near)
    if (!isValid(of.validity, i) || rounded === near) return rounded
    const off = of.values[i] - BigInt(near)
    return off === 0n ? rounded : Math.fround(near + (off > 0n ? 1 : -1) * 2 ** (Math.floor(Math.log2(Math.abs(near))) - 52))
  })
}

/** Whole seconds of timestamps, floored. */
function seconds(of: LongVector): Float64Array {
  const exact = exactNumbers(of)
  if (exact !== null) return exact.map(micros => Math.floor(micros / 1e6))
  return Float64Array.from({ length: of.length }, (_, i) => {
    if (!isValid(of.validity, i)) return 0
    const micros = of.values[i]
    return Number(micros / 1_000_000n) - (micros < 0n && micros % 1_000_000n !== 0n ? 1 : 0)
  })
}

function textToFlag(text: string): number | null {
  const is = textToBoolean(text)
  return is === null ? null : Number(is)
}

const UNKNOWN = 0
const GOOD = 1
const BAD = 2

/** Parses each distinct string once, when a row has it. */
export function parseInto<A extends Uint8Array | Int32Array | Float64Array>(of: StringVector, parse: (text: string) => number | null, into: A, bad: BadRows): A {
  const { codes, dictionary } = of
  const known = new Float64Array(dictionary.size)
  const state = new Uint8Array(dictionary.size)
  for (let i = 0; i < into.length; i++) {
    if (!isValid(of.validity, i)) continue
    const code = codes[i]
    if (state[code] === UNKNOWN) {
      const value = parse(dictionary.value(code))
      state[code] = value === null ? BAD : GOOD
      known[code] = value ?? 0
    }
    if (state[code] === BAD) bad.malformed(i)
    else into[i] = known[code]
  }
  return into
}

/** As `parseInto`, for 64 bits. */
export function parseLongs(of: StringVector, parse: (text: string) => bigint | null, bad: BadRows): BigInt64Array {
  const { codes, dictionary } = of
  const known = new BigInt64Array(dictionary.size)
  const from = halvesOf({ values: known })
  const state = new Uint8Array(dictionary.size)
  const values = new BigInt64Array(of.length)
  const into = halvesOf({ values })
  for (let i = 0; i < values.length; i++) {
    if (!isValid(of.validity, i)) continue
    const code = codes[i]
    if (state[code] === UNKNOWN) {
      const value = parse(dictionary.value(code))
      state[code] = value === null ? BAD : GOOD
      known[code] = value ?? 0n
    }
    if (state[code] === BAD) bad.malformed(i)
    into[2 * i] = from[2 * code]
    into[2 * i + 1] = from[2 * code + 1]
  }
  return values
}

function unexpected(of: Vector): Error {
  return new InternalError(`a ${of.kind} vector stands where a number or a text belongs`)
}
