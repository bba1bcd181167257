import type { Batch } from '../batch/batch'
import type { RecordReport, Sink, Source } from '../connectors/contract'
import type { Clock } from '../core/clock'
import type { Schema } from '../core/data-type'
import { Instant, LocalDateTime } from '../core/instant'
import { showTimestamp } from '../core/timestamp-text'
import type { QueryProgress, QuerySpec, StateOperatorProgress } from '../plan/query'
import type { Checkpoint } from './checkpoint/checkpoint'
import type { OffsetsRecord } from './checkpoint/records'
import type { Program } from './compile'
import type { Phase } from './effects'
import { jsonRow, type JsonRow } from '../plan/json-row'
import type { Observed } from '../plan/nodes/observe'
import { InputDigest } from './input-digest'
import { untilStopped, whileRunning, withGrace } from './interrupt'
import type { BatchPages, QueryLedger } from './ledger'
import type { BatchRun, EventTimeStats } from './operators/operator'
import type { WatermarkTracker } from './watermark-tracker'

/** How long a stopping query lets its sink finish: shorter than an interrupted cell waits for its queries. */
const GRACE_MS = 4_000
/** How long a batch computes before it lets timers and sockets have their turn. */
const TURN_MS = 10

export interface MicroBatchParts {
  readonly spec: Pick<QuerySpec, 'mode' | 'badRecords'>
  readonly schema: Schema
  readonly program: Program
  readonly sources: readonly Source[]
  readonly sink: Sink
  readonly checkpoint: Checkpoint
  readonly tracker: WatermarkTracker
  readonly ledger: QueryLedger
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly phase: (phase: Phase, batchId: number) => void
  readonly warn: (message: string) => void
  /** Runs a batch frame. */
  readonly collect: BatchRun['collect']
  retry<T>(work: () => Promise<T>): Promise<T>
}

/** What a finished batch did. */
export interface MicroBatchResult {
  readonly numInputRows: readonly number[]
  readonly numOutputRows: number
  /** Rows handed to the sink, whatever it says of them. */
  readonly rowsGiven: number
  readonly eventTime: EventTimeStats | null
  readonly stateOperators: readonly StateOperatorProgress[]
  readonly observedMetrics: NonNullable<QueryProgress['observedMetrics']>
  readonly ledger: BatchPages['counts']
  /** Milliseconds of `getBatch`, `addBatch` and `commitOffsets`. */
  readonly durations: Readonly<Record<'getBatch' | 'addBatch' | 'commitOffsets', number>>
}

interface Computed {
  readonly output: readonly Batch[]
  readonly pages: BatchPages
  readonly digest: InputDigest
  readonly numInputRows: number[]
  readonly getBatchMs: number
}

/** Runs a batch whose offsets are written, from reading its rows to its commit: phases P2 to P7. */
export async function runMicroBatch(record: OffsetsRecord, parts: MicroBatchParts): Promise<MicroBatchResult> {
  const { batchId } = record
  const { program, checkpoint, clock, sink, signal, phase, tracker } = parts
  const start = clock.monotonic()
  let touched = false
  const { output, pages, digest, numInputRows, getBatchMs } = await parts.retry(async () => {
    // A first attempt may have folded some of the rows already.
    if (touched) restoreState(program, checkpoint, batchId - 1)
    touched = true
    return compute(record, parts)
  })
  phase('P2', batchId)

  const stateOperators = program.stateful.map((operator, i) => {
    const from = clock.monotonic()
    checkpoint.writeSnapshot(i, batchId, operator.snapshot())
    const commitTimeMs = Math.round(clock.monotonic() - from)
    return { ...operator.figures(), commitTimeMs, numShufflePartitions: 1, numStateStoreInstances: 1 }
  })
  const input = digest.finish()
  checkpoint.writeInput(batchId, input)
  phase('P3', batchId)

  let staged = false
  const stage = (): void => {
    if (!staged) phase('P4', batchId)
    staged = true
  }
  const { numOutputRows } = await parts.retry(async () =>
    withGrace(sink.write({ batchId, schema: parts.schema, mode: parts.spec.mode, batches: output, staged: stage }), signal, GRACE_MS, clock))
  stage()
  phase('P5', batchId)
  const committing = clock.monotonic()

  tracker.advance()
  checkpoint.writeCommit({ batchId, nextBatchWatermarkMs: tracker.globalMs, watermarks: tracker.perNode, input })
  pages.settle()
  phase('P6', batchId)
  const end = clock.monotonic()

  await letSourcesForget(record, parts)
  phase('P7', batchId)
  return {
    numInputRows, numOutputRows, rowsGiven: output.reduce((sum, of) => sum + of.numRows, 0), stateOperators, ledger: pages.counts,
    observedMetrics: Object.fromEntries(program.observations.map(({ name, values }) => [name, metricsOf(values())])),
    eventTime: program.watermarks.map(node => node.stats()).find(stats => stats.count > 0) ?? null,
    durations: { getBatch: getBatchMs, addBatch: committing - start - getBatchMs, commitOffsets: end - committing },
  }
}

async function compute(record: OffsetsRecord, parts: MicroBatchParts): Promise<Computed> {
  const { program, sources, clock, signal } = parts
  const start = clock.monotonic()
  const digest = new InputDigest()
  const numInputRows = sources.map(() => 0)
  const readers = new Set<number>()
  const pages = parts.ledger.begin(record.batchId)
  let turn = clock.monotonic()

  async function* read(index: number, columns: readonly string[], report?: RecordReport): AsyncGenerator<Batch> {
    const { start, end } = record.sources[index]
    if (same(start, end)) return
    // A source that the plan reads twice is read twice, and counted twice, as in Spark.
    const isFirst = !readers.has(index)
    readers.add(index)
    for await (const batch of whileRunning(sources[index].read(start, end, columns, report), signal)) {
      numInputRows[index] += batch.numRows
      if (isFirst) digest.add(index, batch)
      yield batch
    }
  }

  const run: BatchRun = {
    batchId: record.batchId, batchTimeMs: record.batchTimestampMs, mode: parts.spec.mode,
    lateMs: record.lateWatermarkMs, watermarkMs: record.batchWatermarkMs,
    badRecords: parts.spec.badRecords, clock, ledger: pages, read,
    collect: parts.collect,
    pause: async () => {
      if (clock.monotonic() - turn < TURN_MS) return
      await untilStopped(new Promise<void>(resolve => { setImmediate(resolve) }), signal)
      turn = clock.monotonic()
    },
  }
  program.precompute(run.batchTimeMs)
  const rows = program.root.rows(run)
  const getBatchMs = clock.monotonic() - start
  const output: Batch[] = []
  for await (const batch of rows) if (batch.numRows > 0) output.push(batch)
  return { output, pages, digest, numInputRows, getBatchMs }
}

/** Gives operators the state after batch `batchId`; before the first, none. */
export function restoreState(program: Program, checkpoint: Checkpoint, batchId: number): void {
  program.stateful.forEach((operator, i) => operator.restore(batchId < 0 ? null : checkpoint.readSnapshot(i, batchId)))
}

async function letSourcesForget(record: OffsetsRecord, { sources, signal, warn }: MicroBatchParts): Promise<void> {
  for (const [i, source] of sources.entries()) {
    try {
      await untilStopped(source.commit(record.sources[i].end), signal)
    } catch (error) {
      // The batch is committed here; what the source does about it cannot undo that.
      if (!signal.aborted) warn(`${source.description} could not note that batch ${record.batchId} is done: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** As Spark's progress says them: a time as `cast` to text would. */
function metricsOf(values: Observed): JsonRow {
  return jsonRow(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value instanceof Instant || value instanceof LocalDateTime ? showTimestamp(value.micros) : value])))
}

/** Whether two offsets are the same position. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, of: unknown) =>
    (typeof of === 'object' && of !== null && !Array.isArray(of) ? Object.fromEntries(Object.entries(of).sort(([x], [y]) => (x < y ? -1 : 1))) : of))
}
