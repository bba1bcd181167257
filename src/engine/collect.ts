import type { Batch } from '../batch/batch'
import type { Source, SourceLog } from '../connectors/contract'
import { UnsupportedStreamingOperation } from '../plan/errors'
import { isStreaming, type Node } from '../plan/node'
import { optimize } from '../plan/optimize'
import { compile } from './compile'
import type { EngineEffects } from './effects'
import { queryLedger } from './ledger'
import { allBatches } from './operators/all-batches'
import type { BatchRun } from './operators/operator'

/** All rows of a batch frame, from what its sources hold now. */
export async function collect(plan: Node, effects: EngineEffects): Promise<readonly Batch[]> {
  if (isStreaming(plan)) {
    throw new UnsupportedStreamingOperation('the rows of a stream cannot be collected: they never end', {
      hint: 'Start it with writeStream…start() and look at its sink, or read the same data with spark.read.',
    })
  }
  const program = compile(optimize(plan), null)
  const { clock, env, files } = effects
  const sources: Source[] = []
  try {
    for (const scan of program.scans) {
      sources.push(await scan.source.open(scan.options, scan.given, { streaming: false, env, clock, files, log: memoryLog(), warn: message => effects.warn?.(message) }))
    }
    const run: BatchRun = {
      batchId: 0, batchTimeMs: clock.now(), mode: null, lateMs: 0, watermarkMs: 0, badRecords: 'keep', clock,
      ledger: queryLedger(0).begin(0),
      async *read(index, columns, report) {
        const start = await sources[index].initialOffset()
        yield* sources[index].read(start, await sources[index].planEnd(start, true), columns, report)
      },
      collect: of => collect(of, effects),
      pause: async () => {},
    }
    program.precompute(run.batchTimeMs)
    await program.computeValues(run)
    return await allBatches(program.root.rows(run))
  } finally {
    for (const source of sources) await source.close()
  }
}

export function memoryLog(): SourceLog {
  const entries: ReturnType<SourceLog['entries']>[number][] = []
  return { entries: () => entries, append: entry => { entries.push(entry) } }
}
