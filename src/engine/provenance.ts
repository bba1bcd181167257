import type { Json, Offset, Source } from '../connectors/contract'
import type { QueryHistory } from './query-history'
import { isoMillis } from './progress'
import type { Position } from './plan-batch'
import type { WatermarkTracker } from './watermark-tracker'

export interface ProvenanceParts {
  readonly id: string
  readonly runId: string
  readonly sources: readonly Source[]
  /** Where each source began, in this query's first run. */
  readonly starts: readonly (Offset | null)[]
  readonly position: () => Position
  readonly tracker: WatermarkTracker
  readonly hasWatermark: boolean
  readonly history: QueryHistory
  readonly checkpoint: string | null
  readonly versions: Readonly<Record<string, string>>
}

/** Where a query's data came from: for a report's last lines. */
export async function provenance(of: ProvenanceParts): Promise<Readonly<Record<string, Json>>> {
  const { offsets, batchId } = of.position()
  const sources = await Promise.all(of.sources.map(async (source, i): Promise<Json> => ({
    description: source.description, from: of.starts[i], to: offsets[i], ...await source.provenance?.(),
  })))
  return {
    query: of.id, run: of.runId, batches: batchId,
    sources,
    watermark: of.hasWatermark ? isoMillis(of.tracker.globalMs) : null,
    lastBatchAt: of.history.last?.timestamp ?? null,
    checkpoint: of.checkpoint,
    versions: of.versions,
  }
}
