import type { LongVector, Vector } from '../../batch/vector'
import { BIGINT, DOUBLE } from '../../core/data-type'
import { ArithmeticOverflow } from '../errors'
import type { Accumulator } from '../registry'
import { coerce } from './coerce'
import { halvesOf, longsOf, nearestNumbers, TWO_32 } from './longs'
import { doubleVector, longVector } from './vectors'

/** How many groups an accumulator must have room for: one more than the highest slot, in doubling steps. */
export function roomFor(slots: Int32Array, rows: number, capacity: number): number {
  let highest = -1
  for (let i = 0; i < rows; i++) if (slots[i] > highest) highest = slots[i]
  let room = capacity
  while (room <= highest) room *= 2
  return room
}

export function grownTo<A extends Uint8Array | Int32Array | Float64Array>(values: A, length: number, make: new (length: number) => A): A {
  if (values.length >= length) return values
  const longer = new make(length)
  longer.set(values)
  return longer
}

/** Whether row i of an argument counts: it is not null and its group is wanted. */
export function counted(arg: Vector | undefined, slots: Int32Array, row: number): boolean {
  return slots[row] >= 0 && (arg === undefined || (arg.kind !== 'null' && (arg.validity === null || arg.validity[row] === 1)))
}

/** Counts rows in which every argument has a value; with `onlyTrue`, in which it is true. */
export function counts(more: { readonly onlyTrue?: boolean } = {}): Accumulator {
  let totals = new Float64Array(64)
  return {
    stateTypes: [BIGINT],
    update(slots, args, rows) {
      totals = grownTo(totals, roomFor(slots, rows, totals.length), Float64Array)
      const [arg] = args
      if (arg === undefined) {
        for (let i = 0; i < rows; i++) if (slots[i] >= 0) totals[slots[i]]++
      } else if (more.onlyTrue === true) {
        if (arg.kind === 'boolean') for (let i = 0; i < rows; i++) if (arg.values[i] === 1 && counted(arg, slots, i)) totals[slots[i]]++
      } else {
        for (let i = 0; i < rows; i++) if (args.every(one => counted(one, slots, i))) totals[slots[i]]++
      }
    },
    result: slots => longsOf(taken(totals, slots), null),
    merge(into, from) {
      const more = taken(totals, from)
      totals = grownTo(totals, roomFor(into, into.length, totals.length), Float64Array)
      for (let i = 0; i < into.length; i++) totals[into[i]] += more[i]
    },
    clear(slot) { if (slot < totals.length) totals[slot] = 0 },
    save: slots => [longsOf(taken(totals, slots), null)],
    restore(slots, [state]) {
      totals = grownTo(totals, roomFor(slots, slots.length, totals.length), Float64Array)
      const saved = nearestNumbers(state as LongVector)
      for (let i = 0; i < slots.length; i++) totals[slots[i]] = saved[i]
    },
  }
}

function taken(values: Float64Array, slots: Int32Array): Float64Array {
  const some = new Float64Array(slots.length)
  for (let i = 0; i < slots.length; i++) some[i] = slots[i] < values.length ? values[slots[i]] : 0
  return some
}

export function takenBytes(values: Uint8Array, slots: Int32Array): Uint8Array {
  const some = new Uint8Array(slots.length)
  for (let i = 0; i < slots.length; i++) some[i] = slots[i] < values.length ? values[slots[i]] : 0
  return some
}

/** Exact sums of INT and BIGINT in 64 bits, kept as pairs of 32: no BigInt a row. */
export function sumsOfLongs(): Accumulator {
  let totals = new Int32Array(2 * 64)
  let some = new Uint8Array(64)
  const makeRoom = (slots: Int32Array, rows: number): void => {
    const room = roomFor(slots, rows, some.length)
    totals = grownTo(totals, 2 * room, Int32Array)
    some = grownTo(some, room, Uint8Array)
  }
  const add = (slot: number, low: number, high: number): void => {
    const lows = (totals[2 * slot] >>> 0) + (low >>> 0)
    const highs = totals[2 * slot + 1] + high + (lows >= TWO_32 ? 1 : 0)
    if (highs !== (highs | 0)) throw new ArithmeticOverflow('a sum leaves the 64 bits of a BIGINT', { hint: "Sum the column as .cast('DOUBLE'), where digits beyond 2^53 do not matter." })
    totals[2 * slot] = lows
    totals[2 * slot + 1] = highs
    some[slot] = 1
  }
  const values = (slots: Int32Array): LongVector => {
    const longs = new BigInt64Array(slots.length)
    const halves = new Int32Array(longs.buffer)
    for (let i = 0; i < slots.length; i++) {
      if (slots[i] >= some.length) continue
      halves[2 * i] = totals[2 * slots[i]]
      halves[2 * i + 1] = totals[2 * slots[i] + 1]
    }
    return longVector(longs, takenBytes(some, slots))
  }
  const addAll = (slots: Int32Array, arg: LongVector, rows: number): void => {
    const halves = halvesOf(arg)
    for (let i = 0; i < rows; i++) if (counted(arg, slots, i)) add(slots[i], halves[2 * i], halves[2 * i + 1])
  }
  return {
    stateTypes: [BIGINT],
    update(slots, [arg], rows) {
      makeRoom(slots, rows)
      if (arg.kind === 'int') {
        for (let i = 0; i < rows; i++) if (counted(arg, slots, i)) add(slots[i], arg.values[i], arg.values[i] >> 31)
      } else if (arg.kind === 'long') addAll(slots, arg, rows)
    },
    result: values,
    merge(into, from) {
      makeRoom(into, into.length)
      addAll(into, values(from), into.length)
    },
    clear(slot) {
      if (slot >= some.length) return
      some[slot] = totals[2 * slot] = totals[2 * slot + 1] = 0
    },
    save: slots => [values(slots)],
    restore(slots, [state]) {
      makeRoom(slots, slots.length)
      for (const slot of slots) some[slot] = totals[2 * slot] = totals[2 * slot + 1] = 0
      addAll(slots, state as LongVector, slots.length)
    },
  }
}

/** Sums and counts of doubles; a sum is null and a mean too where nothing was counted. */
function doubles(result: (total: number, count: number) => number): Accumulator {
  let totals = new Float64Array(64)
  let numbers = new Float64Array(64)
  const makeRoom = (slots: Int32Array, rows: number): void => {
    const room = roomFor(slots, rows, totals.length)
    totals = grownTo(totals, room, Float64Array)
    numbers = grownTo(numbers, room, Float64Array)
  }
  return {
    stateTypes: [DOUBLE, BIGINT],
    update(slots, [arg], rows) {
      makeRoom(slots, rows)
      if (arg.kind === 'null') return
      const { values } = coerce(arg, DOUBLE) as Extract<Vector, { kind: 'double' }>
      for (let i = 0; i < rows; i++) {
        if (!counted(arg, slots, i)) continue
        totals[slots[i]] += values[i]
        numbers[slots[i]]++
      }
    },
    result(slots) {
      const counts = taken(numbers, slots)
      const values = taken(totals, slots).map((total, i) => result(total, counts[i]))
      return doubleVector(values, Uint8Array.from(counts, n => (n > 0 ? 1 : 0)))
    },
    merge(into, from) {
      makeRoom(into, into.length)
      for (let i = 0; i < into.length; i++) {
        if (from[i] >= totals.length) continue
        totals[into[i]] += totals[from[i]]
        numbers[into[i]] += numbers[from[i]]
      }
    },
    clear(slot) { if (slot < totals.length) totals[slot] = numbers[slot] = 0 },
    save: slots => [doubleVector(taken(totals, slots), null), longsOf(taken(numbers, slots), null)],
    restore(slots, [total, number]) {
      makeRoom(slots, slots.length)
      const { values } = total as Extract<Vector, { kind: 'double' }>
      const counts = nearestNumbers(number as LongVector)
      for (let i = 0; i < slots.length; i++) {
        totals[slots[i]] = values[i]
        numbers[slots[i]] = counts[i]
      }
    },
  }
}

export const sumsOfDoubles = (): Accumulator => doubles(total => total)
export const averages = (): Accumulator => doubles((total, count) => total / count)
