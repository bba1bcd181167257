import { batch, type Batch } from '../../batch/batch'
import { takeVector } from '../../batch/select'
import type { Vector } from '../../batch/vector'
import { typeName } from '../../core/data-type'
import { Instant } from '../../core/instant'
import { rowsWhere } from '../../expr/kernels/evaluate-where'
import { isStreaming } from '../../plan/node'
import { watermarkDelayMs } from '../../plan/metadata'
import type { Aggregate } from '../../plan/nodes/aggregate'
import type { OpenWindow } from '../../plan/query'
import { GroupState } from '../state/group-state'
import { GroupTable } from '../state/group-table'
import { aggregateInputs, type AggregateInputs } from './aggregate-inputs'
import { atOrBefore, eventTimeOf } from './event-time'
import { evaluate } from './evaluate'
import { lateEntry, windowAt } from './late-rows'
import type { BatchRun, Build, Operator, StatefulOperator } from './operator'
import { batchSessions, streamSessions } from './session-aggregate'

/** Folds rows into groups; on a stream the groups live on from batch to batch until the watermark passes them. */
export function aggregateOperator(node: Aggregate, build: Build): Operator {
  const child = build.operator(node.child)
  const inputs = aggregateInputs(node, build)
  if (!isStreaming(node)) return node.sessionKey < 0 ? batchAggregate(node, inputs, child) : batchSessions(node, inputs, child)
  const keys = node.schema.fields.slice(0, node.keys.length)
  build.pin(`group by ${keys.map(f => `${f.name} ${typeName(f.type)}`).join(', ') || 'nothing'}`)
  for (const one of node.aggregates) build.pin(`aggregate ${one.fn.spark}(${one.argTypes.map(typeName).join(', ')}) as ${one.name} ${typeName(one.type)}`)
  build.pin(`output mode ${build.mode}`)
  const operator = node.sessionKey < 0 ? streamAggregate(node, inputs, child) : streamSessions(node, inputs, child)
  // A whole table closes no group, so a watermark that moved is no reason for a batch; what stands below may have one.
  return build.stateful({ ...operator, usesWatermark: build.mode !== 'complete' })
}

function batchAggregate(node: Aggregate, inputs: AggregateInputs, child: Operator): Operator {
  const { bound, split } = inputs
  return {
    async *rows(run) {
      const state = new GroupState(node)
      for await (const from of child.rows(run)) {
        const { input, columns } = evaluate(bound, from, run)
        const { keys, args } = split(columns)
        state.fold(keys, args, input.numRows)
      }
      if (node.keys.length === 0) state.touchGlobal()
      yield* output(node, state, state.table.liveSlots())
    },
  }
}

function streamAggregate(node: Aggregate, inputs: AggregateInputs, child: Operator): StatefulOperator {
  const { bound, split } = inputs
  const { eventTimeKey } = node
  const keyTypes = node.schema.fields.slice(0, node.keys.length).map(f => f.type)
  let state = new GroupState(node)
  let figures = { updated: 0, removed: 0, dropped: 0, updateMs: 0, removeMs: 0 }
  let complete = false

  /** Splits late rows off: their copies go to the ledger, and their groups are counted. */
  function onTime(input: Batch, columns: readonly Vector[], late: GroupTable, run: BatchRun): { columns: readonly Vector[]; rows: number } {
    if (eventTimeKey < 0 || run.mode === 'complete') return { columns, rows: input.numRows }
    const isLate = atOrBefore(eventTimeOf(columns[eventTimeKey]), run.lateMs)
    if (!isLate.includes(1)) return { columns, rows: input.numRows }
    const lateRows = rowsWhere(isLate)
    late.slotsOf(columns.slice(0, node.keys.length).map(key => takeVector(key, lateRows)), lateRows.length)
    for (const row of lateRows) run.ledger.add('late', () => lateEntry(input, columns[eventTimeKey], row, run.lateMs))
    const rows = rowsWhere(isLate.map(one => 1 - one))
    return { columns: columns.map(column => takeVector(column, rows)), rows: rows.length }
  }

  return {
    name: 'stateStoreSave',
    usesWatermark: true,
    async *rows(run) {
      const { clock } = run
      complete = run.mode === 'complete'
      // Spark counts dropped rows after each input partition's partial aggregation. A batch is one partition here, so
      // the late groups of the batch are counted, each once.
      const late = new GroupTable(keyTypes)
      let updateMs = 0
      state.beginBatch()
      for await (const from of child.rows(run)) {
        const start = clock.monotonic()
        const evaluated = evaluate(bound, from, run)
        const { columns, rows } = onTime(evaluated.input, evaluated.columns, late, run)
        const { keys, args } = split(columns)
        state.fold(keys, args, rows)
        updateMs += clock.monotonic() - start
      }
      if (node.keys.length === 0) state.touchGlobal()
      const touched = state.touched()
      if (run.mode === 'update') yield* output(node, state, touched)
      if (run.mode === 'complete') yield* output(node, state, state.table.liveSlots())
      const start = clock.monotonic()
      const done = eventTimeKey < 0 || run.mode === 'complete' ? NO_SLOTS : closed(run.watermarkMs)
      if (run.mode === 'append') yield* output(node, state, done)
      state.release(done)
      figures = { updated: touched.length, removed: done.length, dropped: late.size, updateMs, removeMs: clock.monotonic() - start }
    },
    snapshot: () => state.save(),
    restore: snapshot => {
      state = new GroupState(node)
      if (snapshot !== null) state.load(snapshot)
    },
    figures: () => ({
      operatorName: 'stateStoreSave',
      numRowsTotal: state.table.size, numRowsUpdated: figures.updated, allUpdatesTimeMs: Math.round(figures.updateMs),
      numRowsRemoved: figures.removed, allRemovalsTimeMs: Math.round(figures.removeMs),
      memoryUsedBytes: state.bytes, numRowsDroppedByWatermark: figures.dropped,
    }),
    openWindows: () => (eventTimeKey < 0 || complete ? [] : openWindows()),
  }

  function closed(watermarkMs: number): Int32Array {
    const live = state.table.liveSlots()
    const isDone = atOrBefore(eventTimeOf(state.table.keyOf(eventTimeKey, live)), watermarkMs)
    return live.filter((_, i) => isDone[i] === 1)
  }

  function openWindows(): OpenWindow[] {
    const key = state.table.keyOf(eventTimeKey, state.table.liveSlots())
    const delayMs = watermarkDelayMs(node.schema.fields[eventTimeKey]) ?? 0
    const windows = new Map<string, { start: bigint; end: bigint; groups: number }>()
    for (let i = 0; i < key.length; i++) {
      const window = windowAt(key, i)
      if (window === undefined) continue
      const name = `${window.start} ${window.end}`
      windows.set(name, { ...window, groups: (windows.get(name)?.groups ?? 0) + 1 })
    }
    return [...windows.values()].sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : a.start < b.start ? -1 : 1)).map(({ start, end, groups }) => ({
      start: new Instant(start), end: new Instant(end), groups,
      // Watermarks are whole milliseconds, so an end between two of them waits for the later one.
      needsEventTime: Instant.ofMillis(Number((end + 999n) / 1000n) + delayMs),
    }))
  }
}

const NO_SLOTS = new Int32Array(0)

function* output(node: Aggregate, state: GroupState, slots: Int32Array): Generator<Batch> {
  if (slots.length > 0) yield batch(node.schema, state.columns(slots), slots.length)
}
