import type { IntVector, LongVector, Vector } from '../../batch/vector'
import { BIGINT, type DayTimeType, type YearMonthType } from '../../core/data-type'
import { divideHalfUp } from '../../core/decimal'
import { IntervalOverflow } from '../errors'
import type { Accumulator } from '../registry'
import { counted } from './accumulators'
import { longsOf } from './longs'
import { intVector, longVector } from './vectors'

/** Exact sums and counts of intervals; what a group shows of them is null where nothing was counted. */
function intervals(type: DayTimeType | YearMonthType, result: (total: bigint, count: number) => bigint): Accumulator {
  const totals: bigint[] = []
  const numbers: number[] = []
  const bits = type.kind === 'day_time' ? 64 : 32
  const add = (slot: number, value: bigint, count: number): void => {
    if (count === 0) return
    const total = (totals[slot] ?? 0n) + value
    if (BigInt.asIntN(bits, total) !== total) throw new IntervalOverflow('a sum of intervals leaves the range of its type', { hint: 'Sum fewer of them, or what their casts to DECIMAL are.' })
    totals[slot] = total
    numbers[slot] = (numbers[slot] ?? 0) + count
  }
  const vector = (values: readonly bigint[], validity: Uint8Array | null): IntVector | LongVector =>
    (type.kind === 'day_time' ? longVector(BigInt64Array.from(values), validity, type) : intVector(Int32Array.from(values, Number), validity, type))
  const forget = (slot: number): void => {
    if (slot >= numbers.length) return
    totals[slot] = 0n
    numbers[slot] = 0
  }
  return {
    stateTypes: [type, BIGINT],
    update(slots, [arg], rows) {
      if (arg.kind !== 'long' && arg.kind !== 'int') return
      for (let i = 0; i < rows; i++) if (counted(arg, slots, i)) add(slots[i], BigInt(arg.values[i]), 1)
    },
    result: slots => vector(Array.from(slots, slot => (numbers[slot] > 0 ? result(totals[slot], numbers[slot]) : 0n)), Uint8Array.from(slots, slot => (numbers[slot] > 0 ? 1 : 0))),
    merge(into, from) {
      for (let i = 0; i < into.length; i++) add(into[i], totals[from[i]] ?? 0n, numbers[from[i]] ?? 0)
    },
    clear: forget,
    save: slots => [vector(Array.from(slots, slot => totals[slot] ?? 0n), null), longsOf(Float64Array.from(slots, slot => numbers[slot] ?? 0), null)],
    restore(slots, [total, number]: readonly Vector[]) {
      for (let i = 0; i < slots.length; i++) {
        forget(slots[i])
        add(slots[i], BigInt((total as LongVector | IntVector).values[i]), Number((number as LongVector).values[i]))
      }
    },
  }
}

export function sumsOfIntervals(type: DayTimeType | YearMonthType): Accumulator {
  return intervals(type, total => total)
}

export function averagesOfIntervals(type: DayTimeType | YearMonthType): Accumulator {
  return intervals(type, (total, count) => divideHalfUp(total, BigInt(count)))
}
