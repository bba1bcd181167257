import { concatVectors, takeVector } from '../../batch/select'
import { isNull, type Vector } from '../../batch/vector'
import type { DataType } from '../../core/data-type'
import { Decimal, rescaled } from '../../core/decimal'
import { formatDouble } from '../../core/double-text'
import type { Accumulator, Places } from '../registry'
import { compareNumbers } from './compare-rows'

/** How many pairs of a row and a row of its frame are folded at once. */
const AT_ONCE = 65_536

/**
 * An aggregate over each row's frame; rows stand in the order of the window. A frame that is the whole partition is folded
 * once for it, one that only grows row by row, and any other anew for each row.
 */
export function foldFrames(make: () => Accumulator, args: readonly Vector[], places: Places, type: DataType, rows: number): Vector {
  if (rows === 0) return make().result(new Int32Array(0))
  const { partitionStart, frameStart } = places
  for (let i = 0; i < rows; i++) if (frameStart[i] !== partitionStart[i]) return anew(make, args, places, type, rows)
  return growing(make, args, places, type, rows)
}

/** All partitions in step: the first rows of each, then those that its next frame has more, and so on. */
function growing(make: () => Accumulator, args: readonly Vector[], { partitionStart, partitionEnd, frameEnd }: Places, type: DataType, rows: number): Vector {
  const accumulator = make()
  const results: Vector[] = []
  const result = new Int32Array(rows)
  let made = 0
  /** For each partition that is not done: its number, its next row, and up to where it is folded. */
  let open: { slot: number; at: number; folded: number }[] = []
  for (let start = 0; start < rows; start = partitionEnd[start]) open.push({ slot: open.length, at: start, folded: partitionStart[start] })
  while (open.length > 0) {
    const from: number[] = []
    const into: number[] = []
    for (const one of open) {
      const end = Math.max(frameEnd[one.at], one.folded)
      for (let row = one.folded; row < end; row++) {
        from.push(row)
        into.push(one.slot)
      }
      one.folded = end
    }
    fold(accumulator, args, into, from)
    results.push(accumulator.result(Int32Array.from(open, one => one.slot)))
    open.forEach((one, i) => {
      const end = partitionEnd[one.at]
      const same = frameEnd[one.at]
      for (; one.at < end && frameEnd[one.at] === same; one.at++) result[one.at] = made + i
      if (one.at === end) one.at = -1
    })
    made += open.length
    open = open.filter(one => one.at >= 0)
  }
  return takeVector(concatVectors(type, results), result)
}

function anew(make: () => Accumulator, args: readonly Vector[], { frameStart, frameEnd }: Places, type: DataType, rows: number): Vector {
  const results: Vector[] = []
  for (let row = 0; row < rows;) {
    const accumulator = make()
    const from: number[] = []
    const into: number[] = []
    const first = row
    for (; row < rows && (row === first || from.length < AT_ONCE); row++) {
      for (let at = frameStart[row]; at < frameEnd[row]; at++) {
        from.push(at)
        into.push(row - first)
      }
    }
    fold(accumulator, args, into, from)
    results.push(accumulator.result(Int32Array.from({ length: row - first }, (_, i) => i)))
  }
  return concatVectors(type, results)
}

function fold(accumulator: Accumulator, args: readonly Vector[], into: readonly number[], from: readonly number[]): void {
  if (from.length === 0) return
  const rows = Int32Array.from(from)
  accumulator.update(Int32Array.from(into), args.map(arg => takeVector(arg, rows)), rows.length)
}

/** The first row from `start` on whose order's value has reached this row's value and `by` more; `past`: is beyond it. */
export function rangeBound(order: Vector, descending: boolean, row: number, by: number, start: number, end: number, past: boolean): number {
  if (isNull(order, row)) return -1
  const here = numberAt(order, row)
  const step = order.kind === 'decimal' ? unitsOf(by, order.type.scale) : null
  const target = typeof here === 'bigint' ? here + (descending ? -1n : 1n) * (step ?? BigInt(by)) : here + (descending ? -by : by)
  let low = start
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    const sign = compareValues(numberAt(order, middle), target) * (descending ? -1 : 1)
    if (past ? sign <= 0 : sign < 0) low = middle + 1
    else high = middle
  }
  return low
}

function unitsOf(by: number, scale: number): bigint {
  const decimal = Decimal.parse(formatDouble(by))
  return decimal === null ? 0n : rescaled(decimal.unscaled, decimal.scale, scale)
}

function numberAt(of: Vector, row: number): number | bigint {
  if (of.kind === 'long' || of.kind === 'decimal') return of.values[row]
  return of.kind === 'int' || of.kind === 'double' ? of.values[row] : 0
}

function compareValues(a: number | bigint, b: number | bigint): number {
  return typeof a === 'bigint' ? (a < b ? -1 : a > b ? 1 : 0) : compareNumbers(a, b as number)
}
