import type { IntVector, LongVector, Vector } from '../../batch/vector'
import { civilFromDays, daysFromCivil, daysInMonth } from '../../core/civil'
import { BIGINT, DOUBLE, type DataType } from '../../core/data-type'
import { divideHalfUp, powerOfTen } from '../../core/decimal'
import { MICROS_OF_UNIT } from '../../core/interval'
import { anyNull } from '../registry'
import { Marks } from './arithmetic'
import { castVector } from './cast-vector'
import { dayOf, MICROS_PER_DAY } from './cast-times'
import { intVector, longVector } from './vectors'

/** Told of a row that has no result: throws, or lets it be null. */
export type Bad = (trouble: 'overflow' | 'hole', row: number) => void

type Interval = IntVector | LongVector

function interval(values: readonly (bigint | null)[], valid: Marks, type: DataType): Interval {
  const bits = type.kind === 'year_month' || type.kind === 'date' ? 32 : 64
  for (let i = 0; i < values.length; i++) if (values[i] !== null && BigInt.asIntN(bits, values[i]!) !== values[i]) valid.refuse('overflow', i)
  const exact = (value: bigint | null): bigint => value ?? 0n
  return bits === 32
    ? intVector(Int32Array.from(values, value => Number(BigInt.asIntN(32, exact(value)))), valid.validity, type)
    : longVector(BigInt64Array.from(values, exact), valid.validity, type)
}

/** An interval times, or through, a number: halves are rounded away from zero. */
export function scaled(direction: 'times' | 'divide', of: Interval, by: Vector, type: DataType, rows: number, bad: Bad): Interval {
  const number = by.kind === 'long' || by.kind === 'decimal' || by.kind === 'double' ? by : castVector(by, by.kind === 'int' ? BIGINT : DOUBLE) as Exclude<Vector, { kind: 'null' }>
  const valid = new Marks(anyNull([of, number], rows), rows, bad)
  const values: (bigint | null)[] = []
  for (let i = 0; i < rows; i++) {
    values.push(null)
    if (!valid.at(i)) continue
    const amount = BigInt(of.values[i])
    if (number.kind === 'double') {
      const x = number.values[i]
      if (direction === 'divide' && x === 0) { valid.refuse('hole', i); continue }
      const result = halfUp(direction === 'times' ? Number(amount) * x : Number(amount) / x)
      if (Number.isFinite(result)) values[i] = BigInt(result)
      else valid.refuse('overflow', i)
    } else {
      const n = BigInt((number as LongVector).values[i])
      const units = number.kind === 'decimal' ? powerOfTen(number.type.scale) : 1n
      if (direction === 'times') values[i] = units === 1n ? amount * n : divideHalfUp(amount * n, units)
      else if (n === 0n) valid.refuse('hole', i)
      else values[i] = divideHalfUp(amount * units, n)
    }
  }
  return interval(values, valid, type)
}

function halfUp(x: number): number {
  return Math.abs(x) < 2 ** 52 ? Math.sign(x) * Math.floor(Math.abs(x) + 0.5) : x
}

/** The value with the other sign, or without one. */
export function signed(of: Interval, to: (value: bigint) => bigint, bad: Bad): Interval {
  const valid = new Marks(of.validity, of.length, bad)
  return interval(Array.from({ length: of.length }, (_, i) => (valid.at(i) ? to(BigInt(of.values[i])) : null)), valid, of.type)
}

/** Days between two dates, in microseconds. */
export function daysBetween(end: IntVector, start: IntVector, type: DataType, rows: number, bad: Bad): Interval {
  const valid = new Marks(anyNull([end, start], rows), rows, bad)
  const values = Array.from({ length: rows }, (_, i) => {
    if (!valid.at(i)) return null
    const days = end.values[i] - start.values[i]
    // Spark counts the days in 32 bits.
    if (days !== (days | 0)) valid.refuse('overflow', i)
    return days === (days | 0) ? BigInt(days) * MICROS_OF_UNIT[0] : null
  })
  return interval(values, valid, type)
}

/** Whole days of an interval, as many as 32 bits hold. */
export function wholeDays(of: LongVector, sign: 1 | -1): IntVector {
  return intVector(Int32Array.from(of.values.subarray(0, of.length), micros => Number(BigInt.asIntN(32, micros / MICROS_OF_UNIT[0])) * sign), of.validity)
}

/** A DATE or a time so many months later, or the last day of that month where it is shorter. */
export function monthsAdded(of: Interval, months: IntVector, sign: 1 | -1, type: DataType, rows: number, bad: Bad): Interval {
  const valid = new Marks(anyNull([of, months], rows), rows, bad)
  const isDate = type.kind === 'date'
  const values = Array.from({ length: rows }, (_, i) => {
    if (!valid.at(i)) return null
    const day = isDate ? Number(of.values[i]) : dayOf(BigInt(of.values[i]))
    const later = monthsLater(day, sign * months.values[i])
    return isDate ? BigInt(later) : BigInt(later) * BigInt(MICROS_PER_DAY) + BigInt(of.values[i]) - BigInt(day) * BigInt(MICROS_PER_DAY)
  })
  return interval(values, valid, type)
}

function monthsLater(day: number, months: number): number {
  const from = civilFromDays(day)
  const month = from.year * 12 + from.month - 1 + months
  const [year, inYear] = [Math.floor(month / 12), ((month % 12) + 12) % 12 + 1]
  return daysFromCivil(year, inYear, Math.min(from.day, daysInMonth(year, inYear)))
}
