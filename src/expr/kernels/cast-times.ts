import type { IntVector, LongVector, Vector } from '../../batch/vector'
import { DATE, isTimestamp, TIMESTAMP, type DataType } from '../../core/data-type'
import { InternalError } from '../../core/errors'
import { textToDate, textToTimestamp, textToTimestampNtz } from '../../core/text-to-value'
import type { BadRows } from './bad-rows'
import { overflowIn } from '../errors'
import { timestampsOf } from './cast-decimals'
import { parseInto, parseLongs } from './cast-numbers'
import { exactNumbers, longsOf } from './longs'
import { intVector, isValid, longVector } from './vectors'

export const MICROS_PER_DAY = 86_400_000_000
const tooFar = overflowIn('a DATE as TIMESTAMP')
const GREATEST = 9_223_372_036_854_775_807n
const LEAST = -9_223_372_036_854_775_808n

/** Numbers are seconds since 1970; a DATE is its midnight. The session's zone is UTC, so a time without a zone is the same number. */
export function toTimestamp(of: Vector, to: DataType, bad: BadRows): LongVector {
  if (of.kind === 'string') {
    const values = parseLongs(of, to.kind === 'timestamp' ? text => textToTimestamp(text) : text => textToTimestampNtz(text), bad)
    return longVector(values, bad.validity, to)
  }
  if (of.kind === 'long' && isTimestamp(of.type)) return { ...of, type: to }
  if (of.kind === 'int' && of.type.kind !== 'date') return longsOf(Float64Array.from(of.values.subarray(0, of.length), seconds => seconds * 1e6), of.validity, TIMESTAMP)
  if (of.kind === 'decimal') return timestampsOf(of)
  const values = new BigInt64Array(of.length)
  for (let i = 0; i < values.length; i++) {
    if (!isValid(of.validity, i)) continue
    if (of.kind === 'int') {
      const micros = BigInt(of.values[i]) * BigInt(MICROS_PER_DAY)
      // Fails in a try_cast too.
      values[i] = BigInt.asIntN(64, micros) === micros ? micros : tooFar()
    } else if (of.kind === 'long') {
      const micros = of.values[i] * 1_000_000n
      values[i] = micros > GREATEST ? GREATEST : micros < LEAST ? LEAST : micros
    } else if (of.kind === 'double') {
      const micros = Math.trunc(of.values[i] * 1e6)
      if (!Number.isFinite(of.values[i])) bad.malformed(i)
      else if (micros < -(2 ** 63) || micros > 2 ** 63) bad.overflow(i)
      else values[i] = micros === 2 ** 63 ? GREATEST : BigInt(micros)
    } else throw new InternalError(`a ${of.kind} vector stands where a number, a text or a date belongs`)
  }
  return longVector(values, bad.validity, to)
}

/** The day of a timestamp, in UTC. */
export function toDate(of: Vector, bad: BadRows): IntVector {
  const values = new Int32Array(of.length)
  if (of.kind === 'string') {
    parseInto(of, textToDate, values, bad)
    return intVector(values, bad.validity, DATE)
  }
  if (of.kind !== 'long') throw new InternalError(`a ${of.kind} vector stands where a text or a timestamp belongs`)
  const exact = exactNumbers(of)
  for (let i = 0; i < values.length; i++) {
    if (!isValid(of.validity, i)) continue
    values[i] = exact === null ? dayOf(of.values[i]) : Math.floor(exact[i] / MICROS_PER_DAY)
  }
  return intVector(values, of.validity, DATE)
}

/** The day that a number of microseconds lies in, where a double would round it. */
export function dayOf(micros: bigint): number {
  const inDay = micros % BigInt(MICROS_PER_DAY)
  return Number((micros - (inDay < 0n ? inDay + BigInt(MICROS_PER_DAY) : inDay)) / BigInt(MICROS_PER_DAY))
}
