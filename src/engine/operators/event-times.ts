import { InternalError } from '../../core/errors'
import type { LongVector } from '../../batch/vector'
import type { Origin } from '../../core/origin'
import type { EventTimeStats } from './operator'

/** What a watermark's column brought in one batch, as Spark's progress tells it. */
export interface EventTimes {
  begin(): void
  add(times: LongVector, origin: Origin | null): void
  stats(): EventTimeStats
}

const NONE: EventTimeStats = Object.freeze({ count: 0, max: -Infinity, min: Infinity, avg: 0 })
const TWO_32 = 4_294_967_296

interface Part {
  /** The offset after its newest row. */
  end: number
  stats: EventTimeStats
}

/**
 * Each partition has a running mean of its own, and the means are put together in the end: Spark's figures, to the last
 * bit. A partition that begins again is another one: its source is read twice.
 */
export function eventTimes(): EventTimes {
  let open = new Map<string, Part>()
  let parts: Part[] = []
  const partOf = (name: string, from: number, end: number): Part => {
    const before = open.get(name)
    if (before !== undefined && from >= before.end) {
      before.end = end
      return before
    }
    const part = { end, stats: NONE }
    open.set(name, part)
    parts.push(part)
    return part
  }
  return {
    begin: () => {
      open = new Map()
      parts = []
    },
    add: (times, origin) => {
      if (origin === null) {
        const part = partOf('', 0, 0)
        part.stats = withTimes(part.stats, times, 0, times.length)
        return
      }
      let row = 0
      for (const { source, partition, length, offsets, base } of origin) {
        if (length === 0) continue
        const [from, end] = offsets === null ? [base, base + length] : [offsets[0], offsets[length - 1] + 1]
        const part = partOf(`${source} ${partition}`, from, end)
        part.stats = withTimes(part.stats, times, row, row += length)
      }
      if (row !== times.length) throw new InternalError(`${times.length} event times came with the origin of ${row} rows`)
    },
    stats: () => parts.reduce((all, { stats }) => together(all, stats), NONE),
  }
}

function together(a: EventTimeStats, b: EventTimeStats): EventTimeStats {
  if (b.count === 0) return a
  if (a.count === 0) return b
  const count = a.count + b.count
  return { count, max: Math.max(a.max, b.max), min: Math.min(a.min, b.min), avg: a.avg + (b.avg - a.avg) * b.count / count }
}

function withTimes(before: EventTimeStats, times: LongVector, from: number, to: number): EventTimeStats {
  const halves = new Int32Array(times.values.buffer, times.values.byteOffset, times.length * 2)
  const { validity } = times
  let { count, max, min, avg } = before
  for (let i = from; i < to; i++) {
    // Spark reads the long under a null, which is 0: a row without a time counts as 1970 here, and so it does for us.
    const ms = validity !== null && validity[i] === 0 ? 0 : millisAt(times, halves, i)
    if (ms > max) max = ms
    if (ms < min) min = ms
    count++
    avg += (ms - avg) / count
  }
  return { count, max, min, avg }
}

function millisAt(times: LongVector, halves: Int32Array, row: number): number {
  const high = halves[2 * row + 1]
  // Beyond ±2^53 µs (years before 1684 or after 2255) a double would round.
  if (high >= 1 << 21 || high < -(1 << 21)) return Number((times.values[row] - (((times.values[row] % 1000n) + 1000n) % 1000n)) / 1000n)
  return Math.floor((high * TWO_32 + (halves[2 * row] >>> 0)) / 1000)
}
