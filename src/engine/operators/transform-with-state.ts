import type { Batch } from '../../batch/batch'
import { batchOfRows, rowAt, valueAt } from '../../batch/rows'
import { typeName } from '../../core/data-type'
import type { Bound } from '../../expr/registry'
import type { StatefulProcessor, TimerValues } from '../../plan/stateful-processor'
import { eventTimeColumn } from '../../plan/nodes/deduplicate'
import type { InitialState, TransformWithState } from '../../plan/nodes/transform-with-state'
import { KeyedState } from '../state/keyed-state'
import { evaluate } from './evaluate'
import { withoutLate } from './late-rows'
import type { BatchRun, Build, Operator } from './operator'
import { processorHandle } from './processor-handle'

type Row = Readonly<Record<string, unknown>>

/** A batch's rows, key by key, through the user's processor; then the timers that have expired, then what has outlived its time. */
export function transformWithStateOperator(node: TransformWithState, build: Build): Operator {
  const child = build.operator(node.child)
  const keys = node.keys.map(key => build.bind(key, node.child.schema))
  const initialKeys = (node.initial?.keys ?? []).map(key => build.bind(key, node.initial!.node.schema))
  const { timeMode } = node
  // Only where timers go by the watermark is a row too late, as in Spark.
  const timeAt = timeMode === 'EventTime' ? eventTimeColumn(node.child.schema) : -1
  // Whoever made the processor knows its rows; here they are what the schemas say.
  const processor = node.processor as StatefulProcessor<Row, Row, object, Row>
  build.pin(`transform with state by ${node.keySchema.fields.map(f => `${f.name} ${typeName(f.type)}`).join(', ')} to ${typeName(node.schema)}, time mode ${timeMode}`)
  let state = new KeyedState(node.keySchema)
  let figures = { updated: 0, removed: 0, dropped: 0, updateMs: 0, removeMs: 0 }

  return build.stateful({
    name: 'transformWithStateExec',
    // In every time mode, as in Spark: a batch without data follows where the watermark moved.
    usesWatermark: true,
    isDue: nowMs => {
      const first = timeMode === 'ProcessingTime' ? state.firstDue() : null
      return first !== null && first <= nowMs
    },
    async *rows(run) {
      const start = run.clock.monotonic()
      const { rowsOf, dropped } = await rowsByKey(run)
      const timerValues: TimerValues = Object.freeze({
        getCurrentProcessingTimeInMs: () => run.batchTimeMs,
        getCurrentWatermarkInMs: () => run.watermarkMs,
      })
      const handle = processorHandle(state, timeMode, run.batchTimeMs)
      const output: object[] = []
      processor.init(handle.of)
      const known = node.initial !== null && run.batchId === 0 ? await initialRows(node.initial, run) : new Map<number, Row[]>()
      for (const id of state.inOrder(new Set([...rowsOf.keys(), ...known.keys()]))) {
        handle.at(id)
        const key = state.keyOf(id)
        for (const row of known.get(id) ?? []) processor.handleInitialState?.(key, row, timerValues)
        const rows = rowsOf.get(id)
        if (rows === undefined) continue
        for (const row of processor.handleInputRows(key, rows, timerValues)) output.push(row)
      }
      const removing = run.clock.monotonic()
      if (timeMode !== 'None') {
        const limit = timeMode === 'EventTime' ? run.watermarkMs : run.batchTimeMs
        for (const { id, at } of state.expiredTimers(limit)) {
          handle.at(id)
          const expired = Object.freeze({ getExpiryTimeInMs: () => at })
          for (const row of processor.handleExpiredTimer?.(state.keyOf(id), timerValues, expired) ?? []) output.push(row)
          state.timersOf(id).delete(at)
        }
      }
      handle.at(null)
      processor.close?.()
      const outlived = state.sweep(run.batchTimeMs)
      const { updated, removed } = handle.counts()
      const end = run.clock.monotonic()
      figures = { updated, removed: removed + outlived, dropped, updateMs: removing - start, removeMs: end - removing }
      if (output.length > 0) yield batchOfRows(node.schema, output)
    },
    snapshot: () => state.save(),
    restore: snapshot => {
      state = new KeyedState(node.keySchema)
      if (snapshot !== null) state.load(snapshot)
    },
    figures: () => ({
      operatorName: 'transformWithStateExec',
      numRowsTotal: state.size, numRowsUpdated: figures.updated, allUpdatesTimeMs: Math.round(figures.updateMs),
      numRowsRemoved: figures.removed, allRemovalsTimeMs: Math.round(figures.removeMs),
      memoryUsedBytes: 0, numRowsDroppedByWatermark: figures.dropped,
    }),
    openWindows: () => [],
  })

  async function rowsByKey(run: BatchRun): Promise<{ rowsOf: Map<number, Row[]>; dropped: number }> {
    const rowsOf = new Map<number, Row[]>()
    let dropped = 0
    for await (const all of child.rows(run)) {
      const onTime = withoutLate(all, timeAt, run.lateMs, run)
      dropped += all.numRows - onTime.numRows
      addByKey(rowsOf, keys, onTime, run)
    }
    return { rowsOf, dropped }
  }

  async function initialRows({ node: frame }: InitialState, run: BatchRun): Promise<Map<number, Row[]>> {
    const rowsOf = new Map<number, Row[]>()
    for (const one of await run.collect(frame)) addByKey(rowsOf, initialKeys, one, run)
    return rowsOf
  }

  function addByKey(rowsOf: Map<number, Row[]>, by: readonly Bound[], batch: Batch, run: BatchRun): void {
    const { input, columns } = evaluate(by, batch, run)
    for (let row = 0; row < input.numRows; row++) {
      const id = state.idOf(Object.fromEntries(node.keySchema.fields.map((f, i) => [f.name, valueAt(columns[i], row)])))
      const rows = rowsOf.get(id)
      if (rows === undefined) rowsOf.set(id, [rowAt(input, row)])
      else rows.push(rowAt(input, row))
    }
  }
}
