import type { BinaryVector, Vector } from '../../batch/vector'
import { isNull } from '../../batch/vector'
import { BINARY } from '../../core/data-type'
import type { Accumulator } from '../registry'
import { counted, grownTo, roomFor } from './accumulators'
import { BIAS, RAW } from './hyper-log-log-bias'
import { longsOf } from './longs'
import { xxHash64At } from './xx-hash-64'

const PRECISION = 9
const REGISTERS = 2 ** PRECISION
const SEED = 42n

/** Spark's HyperLogLog++ with its default of 5 %: 512 registers a group, the same estimate to the last digit. */
export function hyperLogLog(): Accumulator {
  let registers = new Uint8Array(REGISTERS)
  const makeRoom = (slots: Int32Array, rows: number): void => {
    registers = grownTo(registers, roomFor(slots, rows, registers.length / REGISTERS) * REGISTERS, Uint8Array)
  }
  const of = (slot: number): Uint8Array => registers.subarray(slot * REGISTERS, (slot + 1) * REGISTERS)
  return {
    stateTypes: [BINARY],
    update(slots, [arg], rows) {
      makeRoom(slots, rows)
      const placed = places(arg)
      for (let i = 0; i < rows; i++) {
        if (!counted(arg, slots, i)) continue
        const { register, rank } = placed(i)
        const at = slots[i] * REGISTERS + register
        if (registers[at] < rank) registers[at] = rank
      }
    },
    result: slots => longsOf(Float64Array.from(slots, slot => (slot * REGISTERS < registers.length ? estimate(of(slot)) : 0)), null),
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
      const data = new Uint8Array(slots.length * REGISTERS)
      slots.forEach((slot, i) => data.set(of(slot), i * REGISTERS))
      const starts = Int32Array.from(slots, (_, i) => i * REGISTERS)
      return [{ kind: 'binary', type: BINARY, length: slots.length, validity: null, data, starts, ends: starts.map(start => start + REGISTERS) }]
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
function places(arg: Vector): (row: number) => Place {
  if (arg.kind !== 'string') return row => placeOf(xxHash64At(arg, row, SEED))
  const known: Place[] = []
  return row => (isNull(arg, row) ? placeOf(SEED) : known[arg.codes[row]] ??= placeOf(xxHash64At(arg, row, SEED)))
}

function placeOf(hash: bigint): Place {
  const rest = BigInt.asUintN(64, hash << BigInt(PRECISION)) | (1n << BigInt(PRECISION - 1))
  const high = Number(rest >> 32n)
  const zeros = high === 0 ? 32 + Math.clz32(Number(rest & 0xffff_ffffn)) : Math.clz32(high)
  return { register: Number(hash >> BigInt(64 - PRECISION)), rank: zeros + 1 }
}

/** Up to here, counting empty registers is closer than the estimate. */
const LINEAR_UP_TO = 400
const ALPHA = (0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS

function estimate(registers: Uint8Array): number {
  let inverse = 0
  let empty = 0
  for (const rank of registers) {
    inverse += 2 ** -rank
    if (rank === 0) empty++
  }
  const raw = ALPHA / inverse
  const corrected = (): number => (raw < 5 * REGISTERS ? raw - biasOf(raw) : raw)
  if (empty === 0) return Math.round(corrected())
  const linear = REGISTERS * Math.log(REGISTERS / empty)
  return Math.round(linear <= LINEAR_UP_TO || raw <= 2.5 * REGISTERS ? linear : corrected())
}

const NEIGHBOURS = 6

/** The mean of what the nearest known estimates are wrong by. */
function biasOf(raw: number): number {
  const distance = (i: number): number => (raw - RAW[i]) ** 2
  const found = RAW.findIndex(one => one >= raw)
  let low = Math.max((found < 0 ? RAW.length : found) - NEIGHBOURS + 1, 0)
  let high = Math.min(low + NEIGHBOURS, RAW.length)
  while (high < RAW.length && distance(high) < distance(low)) {
    low++
    high++
  }
  return BIAS.slice(low, high).reduce((a, b) => a + b, 0) / (high - low)
}
