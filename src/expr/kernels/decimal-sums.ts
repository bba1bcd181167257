import type { DecimalVector, LongVector, Vector } from '../../batch/vector'
import { BIGINT, type DecimalType } from '../../core/data-type'
import { divideHalfUp, hasDigits, powerOfTen, rescaled } from '../../core/decimal'
import { ArithmeticOverflow, NumberOutOfRange } from '../errors'
import type { Accumulator } from '../registry'
import { counted } from './accumulators'
import { longsOf } from './longs'
import { decimalVector } from './vectors'

/** Digits after the point of a mean, before it is rounded to its type. */
const QUOTIENT_SCALE = 39

/** Exact sums and counts of DECIMALs; what a group shows of them is in units of `type`, null where nothing was counted. */
function decimals(sums: DecimalType, type: DecimalType, result: (total: bigint, count: number) => bigint): Accumulator {
  const totals: bigint[] = []
  const numbers: number[] = []
  const add = (slot: number, value: bigint, count: number): void => {
    if (count === 0) return
    const total = (totals[slot] ?? 0n) + value
    if (!hasDigits(total, sums.precision)) throw new ArithmeticOverflow('a sum of DECIMALs has more digits than its type holds', { hint: "Sum the column as .cast('DOUBLE'), where the last digits do not matter." })
    totals[slot] = total
    numbers[slot] = (numbers[slot] ?? 0) + count
  }
  const counts = (slots: Int32Array): Float64Array => Float64Array.from(slots, slot => numbers[slot] ?? 0)
  const forget = (slot: number): void => {
    if (slot >= numbers.length) return
    totals[slot] = 0n
    numbers[slot] = 0
  }
  return {
    stateTypes: [sums, BIGINT],
    update(slots, [arg], rows) {
      if (arg.kind !== 'decimal') return
      for (let i = 0; i < rows; i++) if (counted(arg, slots, i)) add(slots[i], arg.values[i], 1)
    },
    result: slots => decimalVector(Array.from(slots, slot => (numbers[slot] > 0 ? result(totals[slot], numbers[slot]) : 0n)), Uint8Array.from(slots, slot => (numbers[slot] > 0 ? 1 : 0)), type),
    merge(into, from) {
      for (let i = 0; i < into.length; i++) add(into[i], totals[from[i]] ?? 0n, numbers[from[i]] ?? 0)
    },
    clear: forget,
    save: slots => [decimalVector(Array.from(slots, slot => totals[slot] ?? 0n), null, sums), longsOf(counts(slots), null)],
    restore(slots, [total, number]: readonly Vector[]) {
      for (let i = 0; i < slots.length; i++) {
        forget(slots[i])
        add(slots[i], (total as DecimalVector).values[i], Number((number as LongVector).values[i]))
      }
    },
  }
}

export function sumsOfDecimals(type: DecimalType): Accumulator {
  return decimals(type, type, total => total)
}

/** `sums` is the type Spark adds them up in. */
export function averagesOfDecimals(sums: DecimalType, type: DecimalType): Accumulator {
  return decimals(sums, type, (total, count) => {
    const mean = rescaled(divideHalfUp(total * powerOfTen(QUOTIENT_SCALE - sums.scale), BigInt(count)), QUOTIENT_SCALE, type.scale)
    if (!hasDigits(mean, type.precision)) throw new NumberOutOfRange('avg: a mean has more digits than its type holds', { hint: "Take the mean of the column as .cast('DOUBLE')." })
    return mean
  })
}
