import { batch, type Batch } from '../../batch/batch'
import { concatVectors, takeVector } from '../../batch/select'
import type { StructVector, Vector } from '../../batch/vector'
import { Instant } from '../../core/instant'
import { rowsWhere } from '../../expr/kernels/evaluate-where'
import { watermarkDelayMs } from '../../plan/metadata'
import type { Aggregate } from '../../plan/nodes/aggregate'
import { GroupTable } from '../state/group-table'
import { SessionState } from '../state/session-state'
import type { AggregateInputs } from './aggregate-inputs'
import { evaluate } from './evaluate'
import { atOrBefore, eventTimeOf } from './event-time'
import { lateEntry } from './late-rows'
import type { BatchRun, Operator, StatefulOperator } from './operator'

/** The rows of a batch, put together: a session's rows are folded in the order of their times, wherever they lie. */
interface Collected { readonly keys: readonly Vector[]; readonly args: readonly (readonly Vector[])[]; readonly rows: number }

/** Rows in groups, and each group's rows in sessions, of a batch frame. */
export function batchSessions(node: Aggregate, inputs: AggregateInputs, child: Operator): Operator {
  return {
    async *rows(run) {
      const state = new SessionState(node)
      fold(node, state, await collect(node, inputs, child, run, columns => columns))
      yield* output(node, state, state.live())
    },
  }
}

/** The same on a stream: sessions live on from batch to batch until the watermark passes their end. */
export function streamSessions(node: Aggregate, inputs: AggregateInputs, child: Operator): StatefulOperator {
  const { eventTimeKey, sessionKey } = node
  const keyTypes = node.schema.fields.slice(0, node.keys.length).map(f => f.type)
  let state = new SessionState(node)
  let figures = { updated: 0, removed: 0, dropped: 0, updateMs: 0, removeMs: 0 }
  let complete = false

  return {
    name: 'sessionWindowStateStoreSaveExec',
    usesWatermark: true,
    async *rows(run) {
      const { clock } = run
      complete = run.mode === 'complete'
      const late = new GroupTable(keyTypes)
      // Late rows go in complete mode too: unlike groups of windows, sessions that are gone may not grow.
      const onTime: Choose = (columns, input) => {
        if (eventTimeKey < 0) return columns
        const isLate = atOrBefore(eventTimeOf(columns[eventTimeKey]), run.lateMs)
        if (!isLate.includes(1)) return columns
        const lateRows = rowsWhere(isLate)
        late.slotsOf(columns.slice(0, node.keys.length).map(key => takeVector(key, lateRows)), lateRows.length)
        for (const row of lateRows) run.ledger.add('late', () => lateEntry(input, columns[sessionKey], row, run.lateMs))
        const rows = rowsWhere(isLate.map(one => 1 - one))
        return columns.map(column => takeVector(column, rows))
      }
      const collected = await collect(node, inputs, child, run, onTime)
      const start = clock.monotonic()
      const { updated, removed } = fold(node, state, collected)
      const updateMs = clock.monotonic() - start
      if (complete) yield* output(node, state, state.live())
      const removing = clock.monotonic()
      const done = complete || eventTimeKey < 0 ? [] : state.endedBy(BigInt(run.watermarkMs) * 1000n)
      yield* output(node, state, done)
      state.release(done)
      figures = { updated, removed: removed + done.length, dropped: late.size, updateMs, removeMs: clock.monotonic() - removing }
    },
    snapshot: () => state.save(),
    restore: snapshot => {
      state = new SessionState(node)
      if (snapshot !== null) state.load(snapshot)
    },
    figures: () => ({
      operatorName: 'sessionWindowStateStoreSaveExec',
      numRowsTotal: state.size, numRowsUpdated: figures.updated, allUpdatesTimeMs: Math.round(figures.updateMs),
      numRowsRemoved: figures.removed, allRemovalsTimeMs: Math.round(figures.removeMs),
      memoryUsedBytes: state.bytes, numRowsDroppedByWatermark: figures.dropped,
    }),
    openWindows: () => {
      if (eventTimeKey < 0 || complete) return []
      const delayMs = watermarkDelayMs(node.schema.fields[eventTimeKey]) ?? 0
      return state.live().map(slot => state.spanOf(slot)).sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : a.start < b.start ? -1 : 1)).map(({ start, end }) => ({
        start: new Instant(start), end: new Instant(end), groups: 1, needsEventTime: Instant.ofMillis(Number((end + 999n) / 1000n) + delayMs),
      }))
    },
  }
}

type Choose = (columns: readonly Vector[], input: Batch) => readonly Vector[]

async function collect(node: Aggregate, inputs: AggregateInputs, child: Operator, run: BatchRun, choose: Choose): Promise<Collected> {
  const { bound, split } = inputs
  const parts: (readonly Vector[])[] = []
  for await (const from of child.rows(run)) {
    const { input, columns } = evaluate(bound, from, run)
    parts.push(choose(columns, input))
  }
  const columns = bound.map((one, i) => concatVectors(one.type, parts.map(part => part[i])))
  return { ...split(columns), rows: columns[node.sessionKey].length }
}

function fold(node: Aggregate, state: SessionState, { keys, args }: Collected): ReturnType<SessionState['fold']> {
  return state.fold(keys.filter((_, i) => i !== node.sessionKey), keys[node.sessionKey] as StructVector, args)
}

function* output(node: Aggregate, state: SessionState, sessions: readonly number[]): Generator<Batch> {
  if (sessions.length > 0) yield batch(node.schema, state.columns(sessions), sessions.length)
}
