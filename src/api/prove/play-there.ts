import { remoteSink, tableSource, type RemoteEngine } from '../../connect'
import type { OutputMode } from '../../connectors/contract'
import { field, struct } from '../../core/data-type'
import { scan } from '../../plan/nodes/scan'
import type { Node } from '../../plan/node'
import { failureOf, rowsText, type Played, type Row } from './played'

const TABLE = 'tidemark_prove'

/** Plays a plan on a Spark server, into a memory table of a session of its own. */
export async function playThere(plan: Node, mode: OutputMode, engine: RemoteEngine): Promise<Played> {
  try {
    const query = await engine.start({
      plan, name: TABLE, mode, trigger: { kind: 'available-now' }, checkpoint: null, badRecords: 'keep', sink: { format: remoteSink('memory'), options: {} },
    })
    await query.awaitTermination()
    const ran = query.recentProgress.filter(progress => 'addBatch' in progress.durationMs)
    const columns = struct(plan.schema.fields.map(f => field(f.name, f.type, f.nullable)))
    const all = rowsText(await engine.collect(scan(tableSource(columns), { name: TABLE }, null, false)))
    const batches = ran.map(({ batchId, eventTime }) => ({ batchId, watermark: eventTime.watermark ?? null }))
    const last = batches.at(-1)?.batchId ?? 0
    return { batches, rows: mode === 'complete' ? new Map([[last, all]]) : byBatch(all, ran) }
  } catch (error) {
    return { failed: failureOf(error) }
  }
}

/** A memory table holds its batches' rows one after the other, and the progress of each says how many are its own. */
function byBatch(all: readonly Row[], ran: readonly { readonly batchId: number; readonly sink: { readonly numOutputRows: number } }[]): Map<number, readonly Row[]> {
  let at = 0
  return new Map(ran.map(({ batchId, sink }) => [batchId, all.slice(at, at += sink.numOutputRows)]))
}
