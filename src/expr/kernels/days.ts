import type { LongVector, Validity, Vector } from '../../batch/vector'
import type { DataType } from '../../core/data-type'
import { civilFromDays, type CivilDate } from '../../core/civil'
import { dayOf, MICROS_PER_DAY } from './cast-times'
import { exactNumbers, longsOf } from './longs'
import { isValid, longVector } from './vectors'

/** Timestamps or dates as whole days since 1970 and the microseconds into the day, in UTC. */
export interface Days {
  readonly days: Float64Array
  readonly micros: Float64Array
  readonly validity: Validity
}

export function daysOf(of: Vector): Days {
  const days = new Float64Array(of.length)
  const micros = new Float64Array(of.length)
  if (of.kind === 'int') {
    for (let i = 0; i < days.length; i++) days[i] = of.values[i]
  } else if (of.kind === 'long') {
    const exact = exactNumbers(of)
    for (let i = 0; i < days.length; i++) {
      if (!isValid(of.validity, i)) continue
      const day = exact === null ? dayOf(of.values[i]) : Math.floor(exact[i] / MICROS_PER_DAY)
      days[i] = day
      micros[i] = exact === null ? Number(of.values[i] - BigInt(day) * BigInt(MICROS_PER_DAY)) : exact[i] - day * MICROS_PER_DAY
    }
  }
  return { days, micros, validity: of.kind === 'null' ? new Uint8Array(of.length) : of.validity }
}

/** The other way round, as TIMESTAMP. */
export function timestampsOf({ days, micros, validity }: Days, type: DataType): LongVector {
  const numbers = new Float64Array(days.length)
  let exact = true
  for (let i = 0; i < numbers.length; i++) {
    numbers[i] = days[i] * MICROS_PER_DAY + micros[i]
    if (!Number.isSafeInteger(numbers[i])) exact = false
  }
  if (exact) return longsOf(numbers, validity, type)
  return longVector(BigInt64Array.from(days, (day, i) => BigInt(day) * BigInt(MICROS_PER_DAY) + BigInt(micros[i])), validity, type)
}

/** A calendar that remembers the last day it was asked: rows of a stream mostly share it. */
export function calendar(): (day: number) => CivilDate {
  let last = NaN
  let date: CivilDate = { year: 1970, month: 1, day: 1 }
  return day => {
    if (day !== last) {
      date = civilFromDays(day)
      last = day
    }
    return date
  }
}
