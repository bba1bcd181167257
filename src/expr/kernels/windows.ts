import type { LongVector, StructVector, Validity } from '../../batch/vector'
import { TIMESTAMP, WINDOW } from '../../core/data-type'
import { exactNumbers, longsOf } from './longs'
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
  return overlapping === 1 ? tumbling(numbers, spec, kept, more.everyRow === true ? times.validity : null) : sliding(numbers, spec, overlapping, kept)
}

/** The start of the newest window that covers a time: the largest `start + n * slide` that is not after it. */
export function lastStart(time: number, { slideMicros, startMicros }: WindowSpec): number {
  const into = (time - startMicros) % slideMicros
  return time - (into < 0 ? into + slideMicros : into)
}

function tumbling(times: Float64Array, spec: WindowSpec, kept: Int32Array | null, validity: Validity): WindowRows {
  const { windowMicros, slideMicros, startMicros } = spec
  const count = kept === null ? times.length : kept.length
  const starts = new Float64Array(count)
  const ends = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const time = times[kept === null ? i : kept[i]]
    const into = (time - startMicros) % slideMicros
    const start = time - (into < 0 ? into + slideMicros : into)
    starts[i] = start
    ends[i] = start + windowMicros
  }
  return { rows: kept, starts: longsOf(starts, validity, TIMESTAMP), ends: longsOf(ends, validity, TIMESTAMP) }
}

function sliding(times: Float64Array, spec: WindowSpec, overlapping: number, kept: Int32Array | null): WindowRows {
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
    starts: longsOf(starts.subarray(0, at), null, TIMESTAMP),
    ends: longsOf(ends.subarray(0, at), null, TIMESTAMP),
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
    starts: longVector(BigInt64Array.from(starts), validity, TIMESTAMP),
    ends: longVector(BigInt64Array.from(starts, start => start + window), validity, TIMESTAMP),
  }
}

function validRows(of: LongVector): Int32Array {
  const rows: number[] = []
  for (let i = 0; i < of.length; i++) if (isValid(of.validity, i)) rows.push(i)
  return Int32Array.from(rows)
}

/** Windows as the struct column they are. */
export function windowVector(of: WindowRows, length: number): StructVector {
  return { kind: 'struct', type: WINDOW, length, validity: of.starts.validity, children: [of.starts, of.ends] }
}
