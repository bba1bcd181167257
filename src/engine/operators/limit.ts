import { takeBatch } from '../../batch/select'
import type { Batch } from '../../batch/batch'
import { isStreaming, walkPlan } from '../../plan/node'
import { isNothing } from '../../plan/nodes/local'
import type { Limit } from '../../plan/nodes/limit'
import { ByteReader, ByteWriter } from '../state/bytes'
import type { Build, Operator, StatefulOperator } from './operator'

/** The first rows: of the result, or, where no row comes again, of the whole stream. */
export function limitOperator(node: Limit, build: Build): Operator {
  // Of no rows Spark's optimizer leaves neither state nor input.
  if (isStreaming(node) && node.count === 0) {
    build.idle(node.child)
    return { async *rows() { /* none */ } }
  }
  const child = build.operator(node.child)
  // And no limit of what has no rows.
  if (isStreaming(node) && isNothing(node.child)) return child
  if (isStreaming(node) && (build.mode === 'append' || ![...walkPlan(node)].some(one => 'aggregates' in one))) {
    build.pin(`limit ${node.count}`)
    return build.stateful(streamLimit(node.count, child))
  }
  return {
    async *rows(run) {
      let left = node.count
      let skip = node.skip
      for await (const all of child.rows(run)) {
        const input = skip === 0 ? all : tail(all, skip)
        skip -= all.numRows - input.numRows
        if (left > 0 && input.numRows > 0) yield head(input, left)
        left -= Math.min(left, input.numRows)
        // A stream's rows are read to the end all the same: its watermark and its input count are of the whole batch.
        if (left === 0 && run.mode === null) return
      }
    },
  }
}

function streamLimit(count: number, child: Operator): StatefulOperator {
  let taken = 0
  let updated = 0
  return {
    name: 'globalLimit',
    usesWatermark: false,
    async *rows(run) {
      const before = taken
      for await (const input of child.rows(run)) {
        const left = count - taken
        if (left === 0) continue
        taken += Math.min(left, input.numRows)
        yield head(input, left)
      }
      updated = taken > before ? 1 : 0
    },
    snapshot: () => {
      const out = new ByteWriter()
      out.f64(taken)
      return out.finish()
    },
    restore: snapshot => { taken = snapshot === null ? 0 : new ByteReader(snapshot).f64() },
    figures: () => ({
      operatorName: 'globalLimit', numRowsTotal: taken > 0 ? 1 : 0, numRowsUpdated: updated, allUpdatesTimeMs: 0,
      numRowsRemoved: 0, allRemovalsTimeMs: 0, memoryUsedBytes: 8, numRowsDroppedByWatermark: 0,
    }),
    openWindows: () => [],
  }
}

function tail(of: Batch, skip: number): Batch {
  return takeBatch(of, Int32Array.from({ length: Math.max(of.numRows - skip, 0) }, (_, i) => skip + i))
}

function head(of: Batch, rows: number): Batch {
  return of.numRows <= rows ? of : takeBatch(of, Int32Array.from({ length: rows }, (_, i) => i))
}
