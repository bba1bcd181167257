import type { Batch } from '../../batch/batch'
import { concatBatches } from '../../batch/select'
import { typeName } from '../../core/data-type'
import { allOf, conjuncts } from '../../expr/expression'
import type { Bound } from '../../expr/registry'
import { UnsupportedStreamingOperation } from '../../plan/errors'
import { stateWatermarks } from '../../plan/join-watermarks'
import { eventTimeColumn } from '../../plan/nodes/deduplicate'
import { sidesOf, type Join, type Side } from '../../plan/nodes/join'
import { ByteReader, ByteWriter } from '../state/bytes'
import { GroupTable } from '../state/group-table'
import { JoinSide } from '../state/join-side'
import { atOrBefore, eventTimeOf } from './event-time'
import { joinParts, noRows, RowIndex, rowsWith, trueRows } from './join-parts'
import { withoutLate } from './late-rows'
import type { BatchRun, Build, StatefulOperator } from './operator'

/**
 * Joins two streams: each side's rows wait in the state for those of the other. New rows of the left side meet what waits
 * on the right, then new rows of the right side meet all of the left; what no row still to come can match leaves, and where
 * an outer join found nothing for it, leaves as a row of its own.
 */
export function streamJoin(node: Join, build: Build): StatefulOperator {
  const [leftNode, rightNode] = node.children
  const children = { left: build.operator(leftNode), right: build.operator(rightNode) }
  const { type } = node
  if (node.keys.length === 0) {
    throw new UnsupportedStreamingOperation('a join of two streams needs columns of both sides to be equal', { hint: "Join on a name, or on a condition such as col('user').eq(col('payer')).and(…)." })
  }
  const { only, both } = split(node, build)
  const parts = joinParts(node, both, build)
  const clearing = stateWatermarks(node)
  const outer = { left: type === 'left' || type === 'full', right: type === 'right' || type === 'full' }
  build.pin(`join ${type} on ${parts.keyTypes.map(typeName).join(', ')}: ${[leftNode, rightNode].map(({ schema }) => schema.fields.map(f => `${f.name} ${typeName(f.type)}`).join(', ')).join(' with ')}`)

  let table = new GroupTable(parts.keyTypes)
  let state = { left: new JoinSide(leftNode.schema), right: new JoinSide(rightNode.schema) }
  let figures = { updated: 0, removed: 0, dropped: 0, updateMs: 0, removeMs: 0 }

  interface Arrived { readonly rows: Batch; readonly dropped: number; readonly groups: Int32Array; readonly met: Uint8Array; readonly joins: Uint8Array }

  /** A side's rows of this batch that are in time; `joins` is 0 where the row's own columns already fail the condition. */
  async function arrive(side: Side, run: BatchRun): Promise<Arrived> {
    const { schema } = side === 'left' ? leftNode : rightNode
    const batches: Batch[] = []
    let dropped = 0
    for await (const all of children[side].rows(run)) {
      const input = withoutLate(all, eventTimeColumn(schema), run.lateMs, run)
      dropped += all.numRows - input.numRows
      if (input.numRows > 0) batches.push(input)
    }
    const rows = concatBatches(schema, batches)
    const condition = only[side]
    return {
      rows, dropped, met: new Uint8Array(rows.numRows),
      groups: table.slotsOf(parts.keysOf(side, rows, run), rows.numRows),
      joins: condition === null ? new Uint8Array(rows.numRows).fill(1) : trueRows(condition.evaluate(rows, { batchTimeMs: run.batchTimeMs })),
    }
  }

  /** 1 for each row that no row still to come can match. */
  function done(side: Side, columns: Batch['columns'], groups: Int32Array, watermarkMs: number): Uint8Array {
    const by = clearing[side]
    if (by === null || groups.length === 0) return new Uint8Array(groups.length)
    return atOrBefore(eventTimeOf(by.by === 'key' ? table.keyOf(by.at, groups) : columns[by.at]), by.ms(watermarkMs))
  }

  function* meet(side: Side, arrived: Arrived, run: BatchRun): Generator<Batch> {
    const others = state[side === 'left' ? 'right' : 'left']
    const index = new RowIndex(others.groups, table.slots)
    const groups = arrived.groups.map((group, i) => (arrived.joins[i] === 1 ? group : -1))
    for (const { probes, found } of index.pairs(groups)) {
      const mine = { columns: arrived.rows.columns, rows: probes }
      const theirs = { columns: others.columns, rows: found }
      const held = side === 'left' ? parts.holds(mine, theirs, run) : parts.holds(theirs, mine, run)
      const kept: number[] = []
      for (let i = 0; i < probes.length; i++) {
        if (held !== null && held[i] === 0) continue
        // A left row of a semi join comes out once, whoever it meets.
        const first = type !== 'semi' || (side === 'left' ? arrived.met[probes[i]] === 0 : others.met[found[i]] === 0)
        arrived.met[probes[i]] = 1
        others.met[found[i]] = 1
        if (first) kept.push(i)
      }
      if (kept.length === 0) continue
      const my = { columns: mine.columns, rows: Int32Array.from(kept, i => probes[i]) }
      const their = { columns: theirs.columns, rows: Int32Array.from(kept, i => found[i]) }
      yield side === 'left' ? parts.output(my, their) : parts.output(their, my)
    }
    if (outer[side]) yield* alone(side, arrived.rows.columns, rowsWith(arrived.joins, 0))
  }

  /** Rows of an outer side that met nothing. */
  function* alone(side: Side, columns: Batch['columns'], rows: Int32Array): Generator<Batch> {
    if (rows.length === 0) return
    const other = { columns: state[side === 'left' ? 'right' : 'left'].columns, rows: noRows(rows.length) }
    yield side === 'left' ? parts.output({ columns, rows }, other) : parts.output(other, { columns, rows })
  }

  /** Lets go what is done; gives what leaves unmatched, and counts what leaves. */
  function* clear(side: Side, run: BatchRun, count: (rows: number) => void): Generator<Batch> {
    const one = state[side]
    const isDone = done(side, one.columns, one.groups, run.watermarkMs)
    if (!isDone.includes(1)) return
    const leaving = rowsWith(isDone, 1)
    if (outer[side]) yield* alone(side, one.columns, leaving.filter(row => one.met[row] === 0))
    // Spark counts as removed what leaves without a chance to come out.
    else if (type !== 'full') count(leaving.length)
    one.keep(rowsWith(isDone, 0))
  }

  function forgetKeys(): void {
    const used = new Uint8Array(table.slots)
    for (const side of [state.left, state.right]) for (const group of side.groups) used[group] = 1
    table.release(table.liveSlots().filter(slot => used[slot] === 0))
  }

  return {
    name: 'symmetricHashJoin',
    usesWatermark: clearing.left !== null || clearing.right !== null,
    async *rows(run) {
      const left = await arrive('left', run)
      const right = await arrive('right', run)
      const start = run.clock.monotonic()
      yield* meet('left', left, run)
      const waiting = rowsWith(left.joins, 1).filter(row => type !== 'semi' || left.met[row] === 0)
      state.left.add(left.rows, waiting, left.groups, left.met)

      yield* meet('right', right, run)
      const passed = done('right', right.rows.columns, right.groups, run.watermarkMs)
      const staying = rowsWith(right.joins, 1).filter(row => passed[row] === 0 || (outer.right && right.met[row] === 0))
      state.right.add(right.rows, staying, right.groups, right.met)

      const clearedFrom = run.clock.monotonic()
      let removed = 0
      const count = (rows: number): void => { removed += rows }
      yield* clear('left', run, count)
      yield* clear('right', run, count)
      forgetKeys()
      figures = {
        updated: waiting.length + staying.length, removed, dropped: left.dropped + right.dropped,
        updateMs: clearedFrom - start, removeMs: run.clock.monotonic() - clearedFrom,
      }
    },
    snapshot: () => {
      const out = new ByteWriter()
      state.left.save(out, table)
      state.right.save(out, table)
      return out.finish()
    },
    restore: snapshot => {
      table = new GroupTable(parts.keyTypes)
      state = { left: new JoinSide(leftNode.schema), right: new JoinSide(rightNode.schema) }
      if (snapshot === null) return
      const from = new ByteReader(snapshot)
      state.left.load(from, table, parts.keyTypes)
      state.right.load(from, table, parts.keyTypes)
    },
    figures: () => ({
      operatorName: 'symmetricHashJoin',
      numRowsTotal: state.left.size + state.right.size, numRowsUpdated: figures.updated, allUpdatesTimeMs: Math.round(figures.updateMs),
      numRowsRemoved: figures.removed, allRemovalsTimeMs: Math.round(figures.removeMs),
      memoryUsedBytes: table.bytes, numRowsDroppedByWatermark: figures.dropped,
    }),
    openWindows: () => [],
  }
}

/** The condition in three: what reads the left side only, the right side only, and both. */
function split(node: Join, build: Build): { only: Record<Side, Bound | null>; both: Join['residual'] } {
  const [left, right] = node.children
  const parts: Record<Side | 'both', NonNullable<Join['residual']>[]> = { left: [], right: [], both: [] }
  for (const one of node.residual === null ? [] : conjuncts(node.residual)) {
    const [side, ...more] = sidesOf(one, left.schema, right.schema)
    parts[side === undefined || more.length > 0 ? 'both' : side].push(one)
  }
  const all = (of: NonNullable<Join['residual']>[]): Join['residual'] => (of.length === 0 ? null : allOf(of))
  const bound = (side: Side): Bound | null => {
    const condition = all(parts[side])
    return condition === null ? null : build.bind(condition, (side === 'left' ? left : right).schema)
  }
  return { only: { left: bound('left'), right: bound('right') }, both: all(parts.both) }
}

