import { foreachBatchSink } from '../../connectors/foreach-batch/foreach-batch-sink'
import type { OutputMode } from '../../connectors/contract'
import { systemClock } from '../../core/clock'
import { diskFiles } from '../../core/files'
import { systemRandom } from '../../core/random'
import { createEngine } from '../../engine'
import type { Node } from '../../plan/node'
import { createCatalog } from '../catalog'
import { failureOf, rowsText, type Played, type Row } from './played'

/** Plays a plan on an engine of its own in this process. */
export async function playHere(plan: Node, mode: OutputMode, conf: Readonly<Record<string, string>>): Promise<Played> {
  const engine = createEngine({ clock: systemClock, files: diskFiles, random: systemRandom, catalog: createCatalog(), env: {}, conf })
  const rows = new Map<number, readonly Row[]>()
  const batches: { batchId: number; watermark: string | null }[] = []
  try {
    const query = await engine.start({
      plan, name: null, mode, trigger: { kind: 'available-now' }, checkpoint: null, badRecords: 'keep',
      sink: { sink: foreachBatchSink(({ batchId, batches: of }) => {
        if (mode === 'complete') rows.clear()
        rows.set(batchId, rowsText(of))
      }) },
    })
    query.onProgress(({ batchId, eventTime }) => { batches.push({ batchId, watermark: eventTime.watermark ?? null }) })
    await query.awaitTermination()
    return { batches, rows }
  } catch (error) {
    return { failed: failureOf(error) }
  }
}
