import type { LongVector, StructVector, Validity } from '../../batch/vector'
import { windowOver, type DataType } from '../../core/data-type'
import { exactNumbers, halvesOf, longsOf, setHalves } from './longs'
import { isValid, longVector } from './vectors'

/** Durations in whole microseconds. */
export interface WindowSpec {
  readonly windowMicros: number
  readonly slideMicros: number
  readonly startMicros: number
}

export interface WindowRows {
  /** The input row of each output row; null where output rows are the input rows, one for one. */
  readonly rows: Int32Array | null
  readonly starts: LongVector
  readonly ends: LongVector
}

/**
 * Every window `[start, end)` that covers each row's time: input rows in order, a row's newest window first. Rows
 * without a time are left out; with `everyRow` (for windows that do not overlap) they stay, as nulls.
 */
export function windowsOf(times: LongVector, spec: WindowSpec, more: { readonly everyRow?: boolean } = {}): WindowRows {
  const kept = times.validity === null || more.everyRow === true ? null : validRows(times)
  const overlapping = Math.ceil(spec.windowMicros / spec.slideMicros)
  const numbers = exactNumbers(times)
  if (numbers === null) return exactly(times, spec, more.everyRow === true)
  return overlapping === 1 ? tumbling(numbers, times.type, spec, kept, more.everyRow === true ? times.validity : null) : sliding(numbers, times.type, spec, overlapping, kept)
}

/** The start of the newest window that covers a time: the largest `start + n * slide` that is not after it. */
export function lastStart(time: number, { slideMicros, startMicros }: WindowSpec): number {
  // Division and a correction: the remainder of doubles takes four times as long.
  const from = time - startMicros
  const into = from - Math.floor(from / slideMicros) * slideMicros
  return time - (into < 0 ? into + slideMicros : into >= slideMicros ? into - slideMicros : into)
}

function tumbling(times: Float64Array, type: DataType, spec: WindowSpec, kept: Int32Array | null, validity: Validity): WindowRows {
  const count = kept === null ? times.length : kept.length
  const starts = new BigInt64Array(count)
  const ends = new BigInt64Array(count)
  const startHalves = halvesOf({ values: starts })
  const endHalves = halvesOf({ values: ends })
  let start = NaN
  let end = NaN
  for (let i = 0; i < count; i++) {
    const time = times[kept === null ? i : kept[i]]
    // Rows mostly fall into the window of the row before.
    if (i > 0 && time >= start && time < end) {
      startHalves[2 * i] = startHalves[2 * i - 2]
      startHalves[2 * i + 1] = startHalves[2 * i - 1]
      endHalves[2 * i] = endHalves[2 * i - 2]
      endHalves[2 * i + 1] = endHalves[2 * i - 1]
      continue
    }
    start = lastStart(time, spec)
    end = start + spec.windowMicros
    setHalves(startHalves, i, start)
    setHalves(endHalves, i, end)
  }
  return { rows: kept, starts: longVector(starts, validity, type), ends: longVector(ends, validity, type) }
}

function sliding(times: Float64Array, type: DataType, spec: WindowSpec, overlapping: number, kept: Int32Array | null): WindowRows {
  const count = kept === null ? times.length : kept.length
  const rows = new Int32Array(count * overlapping)
  const starts = new Float64Array(count * overlapping)
  const ends = new Float64Array(count * overlapping)
  let at = 0
  for (let i = 0; i < count; i++) {
    const row = kept === null ? i : kept[i]
    const time = times[row]
    for (let start = lastStart(time, spec); start + spec.windowMicros > time; start -= spec.slideMicros) {
      rows[at] = row
      starts[at] = start
      ends[at] = start + spec.windowMicros
      at++
    }
  }
  return {
    rows: rows.subarray(0, at),
    starts: longsOf(starts.subarray(0, at), null, type),
    ends: longsOf(ends.subarray(0, at), null, type),
  }
}

/** The same for times so far from 1970 that a double may not hold them. */
function exactly(times: LongVector, spec: WindowSpec, everyRow: boolean): WindowRows {
  const window = BigInt(spec.windowMicros)
  const slide = BigInt(spec.slideMicros)
  const origin = BigInt(spec.startMicros)
  const rows: number[] = []
  const starts: bigint[] = []
  for (let row = 0; row < times.length; row++) {
    if (!isValid(times.validity, row)) {
      if (everyRow) { rows.push(row); starts.push(0n) }
      continue
    }
    const time = times.values[row]
    const into = (time - origin) % slide
    for (let start = time - (into < 0n ? into + slide : into); start + window > time; start -= slide) {
      rows.push(row)
      starts.push(start)
    }
  }
  const validity = everyRow ? times.validity : null
  return {
    rows: everyRow ? null : Int32Array.from(rows),
    starts: longVector(BigInt64Array.from(starts), validity, times.type),
    ends: longVector(BigInt64Array.from(starts, start => start + window), validity, times.type),
  }
}

function validRows(of: LongVector): Int32Array {
  const rows: number[] = []
  for (let i = 0; i < of.length; i++) if (isValid(of.validity, i)) rows.push(i)
  return Int32Array.from(rows)
}

/** Windows as the struct column they are. */
export function windowVector(of: WindowRows, length: number): StructVector {
  return { kind: 'struct', type: windowOver(of.starts.type), length, validity: of.starts.validity, children: [of.starts, of.ends] }
}
