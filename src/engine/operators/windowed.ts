import { batch, type Batch } from '../../batch/batch'
import { concatBatches, takeBatch, takeVector } from '../../batch/select'
import { isNull, type Vector } from '../../batch/vector'
import type { FrameBound, FrameSpec, OverOptions } from '../../expr/functions/over'
import { foldFrames, rangeBound } from '../../expr/kernels/frames'
import type { Bound, Places } from '../../expr/registry'
import { compareBy } from '../../expr/kernels/compare-by'
import { windowOf, type Windowed, type WindowedColumn } from '../../plan/nodes/windowed'
import { allBatches } from './all-batches'
import { evaluate } from './evaluate'
import type { BatchRun, Build, Operator } from './operator'

/** All rows at once, in the order of the last window: by its partitions, and within each by its order. */
export function windowedOperator(node: Windowed, build: Build): Operator {
  const child = build.operator(node.child)
  const columns = node.columns.map(one => {
    const { partition, order, orders, args } = windowOf(one)
    const bound = (some: typeof args): Bound[] => some.map(of => build.bind(of, node.child.schema))
    return { one, orders, partition: bound(partition), order: bound(order), args: bound(args) }
  })

  function add(input: Batch, { one, partition, order, orders, args }: (typeof columns)[number], run: BatchRun): { order: Int32Array; column: Vector } {
    const { columns: all } = evaluate([...partition, ...order, ...args], input, run)
    const keys = all.slice(0, partition.length + order.length)
    const by = [...partition.map(() => RISING), ...orders]
    const rows = Int32Array.from({ length: input.numRows }, (_, i) => i).sort((a, b) => compareBy(keys, by, a, b) || a - b)
    const sorted = all.map(column => takeVector(column, rows))
    const places = placesOf(sorted.slice(0, partition.length), sorted.slice(partition.length, keys.length), by.slice(partition.length), one.frame, input.numRows)
    const values = valuesOf(one, sorted.slice(keys.length), places, input.numRows, run)
    const back = new Int32Array(rows.length)
    rows.forEach((row, i) => { back[row] = i })
    return { order: rows, column: takeVector(values, back) }
  }

  return {
    async *rows(run) {
      const input = concatBatches(node.child.schema, await allBatches(child.rows(run)))
      if (input.numRows === 0) return
      const added = columns.map(one => add(input, one, run))
      const whole = batch(node.schema, [...input.columns, ...added.map(one => one.column)], input.numRows, input.origin)
      const order = added.at(-1)?.order
      yield order === undefined ? whole : takeBatch(whole, order)
    },
  }
}

const RISING = Object.freeze({ descending: false, nullsFirst: true })

function valuesOf({ fn, call, argTypes, type }: WindowedColumn, args: readonly Vector[], places: Places, rows: number, run: BatchRun): Vector {
  const { options } = call.args[0] as typeof call
  if (fn.is === 'aggregate') return foldFrames(() => fn.accumulator(argTypes, type, options), args, places, type, rows)
  return fn.evaluate(args, { type, rows, options, places, context: { batchTimeMs: run.batchTimeMs } })
}

function placesOf(partition: readonly Vector[], order: readonly Vector[], orders: OverOptions['orders'], frame: FrameSpec, rows: number): Places {
  const alike = partition.map(() => RISING)
  const partitionStart = starts(rows, i => compareBy(partition, alike, i - 1, i) !== 0)
  const peerStart = starts(rows, i => partitionStart[i] === i || compareBy(order, orders, i - 1, i) !== 0)
  const partitionEnd = ends(partitionStart)
  const peerEnd = ends(peerStart)
  // Those of the partition at hand that have a value: rows come partition by partition.
  let from = 0
  let to = 0
  const bound = (of: FrameBound, end: boolean): Int32Array => Int32Array.from({ length: rows }, (_, i) => {
    const by = typeof of === 'number' ? of : of.micros
    if (by === -Infinity) return partitionStart[i]
    if (by === Infinity) return partitionEnd[i]
    if (frame.unit === 'rows') return Math.min(Math.max(i + by + (end ? 1 : 0), partitionStart[i]), partitionEnd[i])
    // A row without a value has those without one for company, and no others.
    if (by === 0 || isNull(order[0], i)) return end ? peerEnd[i] : peerStart[i]
    if (i < from || i >= to) [from, to] = known(order[0], partitionStart[i], partitionEnd[i])
    return rangeBound(order[0], orders[0].descending, i, by, from, to, end)
  })
  return { partitionStart, partitionEnd, peerStart, peerEnd, frameStart: bound(frame.start, false), frameEnd: bound(frame.end, true) }
}

/** The rows of a partition that have a value: nulls stand together at one end. */
function known(order: Vector, start: number, end: number): [number, number] {
  if (order.kind === 'null' || order.validity === null) return [start, end]
  while (start < end && isNull(order, start)) start++
  while (end > start && isNull(order, end - 1)) end--
  return [start, end]
}

function starts(rows: number, begins: (row: number) => boolean): Int32Array {
  const found = new Int32Array(rows)
  for (let i = 1; i < rows; i++) found[i] = begins(i) ? i : found[i - 1]
  return found
}

function ends(start: Int32Array): Int32Array {
  const found = new Int32Array(start.length)
  for (let i = start.length - 1; i >= 0; i--) found[i] = i + 1 < start.length && start[i + 1] === start[i] ? found[i + 1] : i + 1
  return found
}
