import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsOf } from '../../src/batch'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { memoryStream } from '../../src/connectors/memory'
import type { StreamingQuery } from '../../src/plan'
import { adds } from './golden'
import { engineWith, events, querySpec, schema, shown, windowedCounts } from './rig'

/** Runs the golden trace in a folder: `checkpoint/`, and `out/`, where each batch has a file of its own by its id. */
export async function goldenQuery(dir: string, env: Readonly<Record<string, string | undefined>>): Promise<StreamingQuery> {
  const stream = memoryStream(schema)
  for (const add of adds) stream.addRows(events(add))
  const out = join(dir, 'out')
  mkdirSync(out, { recursive: true })
  const sink = foreachBatchSink(({ batchId, batches }) => {
    const temporary = join(dir, `${batchId}.tmp`)
    writeFileSync(temporary, JSON.stringify(batches.flatMap(rowsOf).map(shown).sort()))
    renameSync(temporary, join(out, String(batchId)))
  })
  return engineWith({ env }).start(querySpec(windowedCounts(stream), sink, { checkpoint: join(dir, 'checkpoint') }))
}

export function outputIn(dir: string): string[][] {
  return readdirSync(join(dir, 'out')).sort((a, b) => Number(a) - Number(b)).map(name => JSON.parse(readFileSync(join(dir, 'out', name), 'utf8')) as string[])
}
