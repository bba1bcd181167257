import type { Json, Offset, Source } from '../connectors/contract'
import type { OutputMode } from '../connectors/contract'
import type { Trigger } from '../plan/query'
import type { Checkpoint } from './checkpoint/checkpoint'
import type { OffsetsRecord } from './checkpoint/records'
import type { WatermarkPolicy } from '../plan/watermarks'
import type { Program } from './compile'
import { same } from './micro-batch'
import type { WatermarkTracker } from './watermark-tracker'

/** Where a query stands between two batches. */
export interface Position {
  /** The batch that comes next. */
  readonly batchId: number
  /** Up to where each source is committed. */
  readonly offsets: readonly Offset[]
  /** The watermark the batch before was run with; null before the first. */
  readonly lastWatermarkMs: number | null
  /** Logged by an earlier run and not committed: to be run again as it was. */
  readonly replay: OffsetsRecord | null
}

export interface Planned {
  readonly record: OffsetsRecord
  readonly latest: readonly Json[]
}

export interface PlanParts {
  readonly program: Program
  readonly sources: readonly Source[]
  readonly tracker: WatermarkTracker
  readonly mode: OutputMode
  readonly policy: WatermarkPolicy
  readonly noDataBatches: boolean
  readonly trigger: Trigger
}

/** Where a query starts: where its checkpoint left it, or where its sources begin. */
export async function startPosition(checkpoint: Checkpoint, sources: readonly Source[]): Promise<Position> {
  const { latest } = checkpoint
  if (latest === null) {
    const offsets: Offset[] = []
    for (const [i, source] of sources.entries()) {
      const known = checkpoint.startOf(i)
      const start = known ?? await source.initialOffset()
      if (known === null) checkpoint.writeStart(i, start)
      offsets.push(start)
    }
    return { batchId: 0, offsets, lastWatermarkMs: null, replay: null }
  }
  const { offsets: record, commit } = latest
  if (commit?.batchId === record.batchId) return after(record)
  return { batchId: record.batchId, offsets: record.sources.map(range => range.start), lastWatermarkMs: record.lateWatermarkMs, replay: record }
}

/** Where a query stands once that batch is committed. */
export function after(record: OffsetsRecord): Position {
  return { batchId: record.batchId + 1, offsets: record.sources.map(range => range.end), lastWatermarkMs: record.batchWatermarkMs, replay: null }
}

/**
 * The next batch, or null where there is nothing to do. A batch without data runs when the watermark has moved and groups
 * may wait for it; a restarted query runs the one that its last run still owed.
 */
export async function planBatch(at: Position, nowMs: number, parts: PlanParts): Promise<Planned | null> {
  const { program, sources, tracker } = parts
  if (at.replay !== null) return { record: at.replay, latest: await latestOf(sources) }
  const ends: Offset[] = []
  for (const [i, source] of sources.entries()) ends.push(await source.planEnd(at.offsets[i], parts.trigger.kind === 'once'))
  const hasData = ends.some((end, i) => !same(end, at.offsets[i]))
  if (!hasData && !owesEmptyBatch(at, parts) && !isDue(nowMs, parts)) return null
  return {
    latest: await latestOf(sources),
    record: {
      batchId: at.batchId, batchTimestampMs: nowMs,
      batchWatermarkMs: tracker.globalMs, lateWatermarkMs: at.lastWatermarkMs ?? 0,
      conf: { multipleWatermarkPolicy: parts.policy },
      signature: program.signature,
      sources: ends.map((end, i) => ({ start: at.offsets[i], end })),
    },
  }
}

async function latestOf(sources: readonly Source[]): Promise<Json[]> {
  const latest: Json[] = []
  for (const source of sources) latest.push(await source.latestOffset())
  return latest
}

function isDue(nowMs: number, { program, noDataBatches, trigger }: PlanParts): boolean {
  return noDataBatches && trigger.kind !== 'once' && program.stateful.some(one => one.isDue?.(nowMs) === true)
}

function owesEmptyBatch({ lastWatermarkMs }: Position, { program, tracker, noDataBatches, trigger }: PlanParts): boolean {
  return noDataBatches && trigger.kind !== 'once' && lastWatermarkMs !== null && tracker.globalMs > lastWatermarkMs
    && program.stateful.some(one => one.usesWatermark && (one.watermarkAt?.(tracker.globalMs) ?? 1) > (one.watermarkAt?.(lastWatermarkMs) ?? 0))
}
