import { batch } from '../../batch/batch'
import { InternalError } from '../../core/errors'
import type { LongVector } from '../../batch/vector'
import { isStreaming } from '../../plan/node'
import type { WithWatermark } from '../../plan/nodes/with-watermark'
import type { Build, EventTimeStats, Operator } from './operator'
import { partitionTimes } from './partition-times'

/** Looks at event times as they pass; the watermark itself is moved at the batch's end. On a batch frame it does nothing. */
export function withWatermarkOperator(node: WithWatermark, build: Build): Operator {
  const at = node.child.schema.fields.findIndex(f => f.name === node.column)
  let stats = NONE
  const partitions = partitionTimes()
  if (isStreaming(node)) {
    build.pin(`watermark ${node.column}, delay ${node.delayMs} ms`)
    build.watermark({ column: node.column, delayMs: node.delayMs, stats: () => stats, partitions: () => partitions.seen() })
  }
  const child = build.operator(node.child)
  return {
    async *rows(run) {
      stats = NONE
      partitions.begin()
      for await (const input of child.rows(run)) {
        const times = input.columns[at]
        if (times.kind !== 'long') throw new InternalError(`the event time '${node.column}' is a ${times.kind} column`)
        if (run.mode !== null) {
          stats = withTimes(stats, times)
          partitions.add(times, input.origin)
        }
        yield batch(node.schema, input.columns, input.numRows, input.origin)
      }
    },
  }
}

const NONE: EventTimeStats = Object.freeze({ count: 0, max: -Infinity, min: Infinity, avg: 0 })
const TWO_32 = 4_294_967_296

function withTimes(before: EventTimeStats, times: LongVector): EventTimeStats {
  const halves = new Int32Array(times.values.buffer, times.values.byteOffset, times.length * 2)
  const { validity } = times
  let { count, max, min, avg } = before
  for (let i = 0; i < times.length; i++) {
    // Spark reads the long under a null, which is 0: a row without a time counts as 1970 here, and so it does for us.
    const ms = validity !== null && validity[i] === 0 ? 0 : millisAt(times, halves, i)
    if (ms > max) max = ms
    if (ms < min) min = ms
    count++
    // Spark's running mean, to the last bit: its progress shows it.
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
