import type { BinaryVector, Vector } from '../../batch/vector'
import { isNull } from '../../batch/vector'
import { BINARY } from '../../core/data-type'
import type { Accumulator } from '../registry'
import { counted, grownTo, roomFor } from './accumulators'
import { biasTable, LEAST_PRECISION, type BiasTable } from './hyper-log-log-bias'
import { longsOf } from './longs'
import { xxHash64At } from './xx-hash-64'

const SEED = 42n

/** How many bits choose a register where estimates may be wrong by so much; null where four would be too many. */
export function precisionOf(relativeSD: number): number | null {
  const precision = Math.ceil((2 * Math.log(1.106 / relativeSD)) / Math.log(2))
  return precision >= LEAST_PRECISION ? precision : null
}

/** Spark's HyperLogLog++, the same estimate to the last digit; 512 registers a group with its default of 5 %. */
export function hyperLogLog(precision: number): Accumulator {
  const size = 2 ** precision
  const estimate = estimator(precision)
  let registers = new Uint8Array(size)
  const makeRoom = (slots: Int32Array, rows: number): void => {
    registers = grownTo(registers, roomFor(slots, rows, registers.length / size) * size, Uint8Array)
  }
  const of = (slot: number): Uint8Array => registers.subarray(slot * size, (slot + 1) * size)
  return {
    stateTypes: [BINARY],
    update(slots, [arg], rows) {
      makeRoom(slots, rows)
      const placed = places(arg, precision)
      for (let i = 0; i < rows; i++) {
        if (!counted(arg, slots, i)) continue
        const { register, rank } = placed(i)
        const at = slots[i] * size + register
        if (registers[at] < rank) registers[at] = rank
      }
    },
    result: slots => longsOf(Float64Array.from(slots, slot => (slot * size < registers.length ? estimate(of(slot)) : 0)), null),
    merge(into, from) {
      makeRoom(into, into.length)
      makeRoom(from, from.length)
      into.forEach((slot, i) => {
        const target = of(slot)
        of(from[i]).forEach((rank, register) => { if (target[register] < rank) target[register] = rank })
      })
    },
    clear(slot) { of(slot).fill(0) },
    save: slots => {
      const data = new Uint8Array(slots.length * size)
      slots.forEach((slot, i) => data.set(of(slot), i * size))
      const starts = Int32Array.from(slots, (_, i) => i * size)
      return [{ kind: 'binary', type: BINARY, length: slots.length, validity: null, data, starts, ends: starts.map(start => start + size) }]
    },
    restore(slots, [state]) {
      makeRoom(slots, slots.length)
      const { data, starts, ends } = state as BinaryVector
      slots.forEach((slot, i) => of(slot).set(data.subarray(starts[i], ends[i])))
    },
  }
}

interface Place { readonly register: number; readonly rank: number }

/** Where a row's value falls; of a string, worked out once for all rows that have it. */
function places(arg: Vector, precision: number): (row: number) => Place {
  const of = (row: number): Place => placeOf(xxHash64At(arg, row, SEED), precision)
  if (arg.kind !== 'string') return of
  const known: Place[] = []
  return row => (isNull(arg, row) ? placeOf(SEED, precision) : known[arg.codes[row]] ??= of(row))
}

function placeOf(hash: bigint, precision: number): Place {
  const rest = BigInt.asUintN(64, hash << BigInt(precision)) | (1n << BigInt(precision - 1))
  const high = Number(rest >> 32n)
  const zeros = high === 0 ? 32 + Math.clz32(Number(rest & 0xffff_ffffn)) : Math.clz32(high)
  return { register: Number(hash >> BigInt(64 - precision)), rank: zeros + 1 }
}

const ALPHA_OF_FEW: Readonly<Record<number, number>> = { 4: 0.673, 5: 0.697, 6: 0.709 }

function estimator(precision: number): (registers: Uint8Array) => number {
  const size = 2 ** precision
  const alpha = (ALPHA_OF_FEW[precision] ?? 0.7213 / (1 + 1.079 / size)) * size * size
  const table = biasTable(precision)
  return registers => {
    let inverse = 0
    let empty = 0
    for (const rank of registers) {
      inverse += 2 ** -rank
      if (rank === 0) empty++
    }
    const raw = alpha / inverse
    const corrected = (): number => (table !== null && raw < 5 * size ? raw - biasOf(raw, table) : raw)
    if (empty === 0) return Math.round(corrected())
    const linear = size * Math.log(size / empty)
    return Math.round((table !== null && linear <= table.linearUpTo) || raw <= 2.5 * size ? linear : corrected())
  }
}

const NEIGHBOURS = 6

/** The mean of what the nearest known estimates are wrong by. */
function biasOf(estimate: number, { raw, bias }: BiasTable): number {
  const distance = (i: number): number => (estimate - raw[i]) ** 2
  const found = raw.findIndex(one => one >= estimate)
  let low = Math.max((found < 0 ? raw.length : found) - NEIGHBOURS + 1, 0)
  let high = Math.min(low + NEIGHBOURS, raw.length)
  while (high < raw.length && distance(high) < distance(low)) {
    low++
    high++
  }
  return bias.slice(low, high).reduce((a, b) => a + b, 0) / (high - low)
}
