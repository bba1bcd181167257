import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsOf } from '../../src/batch'
import { fileSink } from '../../src/connectors/file/file-sink'
import { fileSource } from '../../src/connectors/file/file-source'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { memoryStream, type MemoryStream } from '../../src/connectors/memory'
import { parseDdl } from '../../src/core'
import { fileFormats } from '../../src/formats'
import { scan, type StreamingQuery } from '../../src/plan'
import { adds } from './golden'
import { engineWith, events, querySpec, schema, shown, windowedCounts } from './rig'

type Env = Readonly<Record<string, string | undefined>>

function golden(): MemoryStream {
  const stream = memoryStream(schema)
  for (const add of adds) stream.addRows(events(add))
  return stream
}

/** Runs the golden trace in a folder: `checkpoint/`, and `out/`, where each batch has a file of its own by its id. */
export async function goldenQuery(dir: string, env: Env): Promise<StreamingQuery> {
  const out = join(dir, 'out')
  mkdirSync(out, { recursive: true })
  const sink = foreachBatchSink(({ batchId, batches }) => {
    const temporary = join(dir, `${batchId}.tmp`)
    writeFileSync(temporary, JSON.stringify(batches.flatMap(rowsOf).map(shown).sort()))
    renameSync(temporary, join(out, String(batchId)))
  })
  return engineWith({ env }).start(querySpec(windowedCounts(golden()), sink, { checkpoint: join(dir, 'checkpoint') }))
}

/** The same into JSON files, by the file sink. */
export async function goldenFiles(dir: string, env: Env): Promise<StreamingQuery> {
  const sink = { format: fileSink(fileFormats.json), options: { path: join(dir, 'out') } }
  return engineWith({ env }).start({ ...querySpec(windowedCounts(golden()), foreachBatchSink(() => {})), sink, checkpoint: join(dir, 'checkpoint') })
}

/** What a reader of those files finds. */
export async function filesIn(dir: string): Promise<string[]> {
  const of = parseDdl('window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, user STRING, count BIGINT')
  const batches = await engineWith().collect(scan(fileSource(fileFormats.json), { path: join(dir, 'out') }, of, false))
  return batches.flatMap(rowsOf).map(shown).sort()
}

export function outputIn(dir: string): string[][] {
  return readdirSync(join(dir, 'out')).sort((a, b) => Number(a) - Number(b)).map(name => JSON.parse(readFileSync(join(dir, 'out', name), 'utf8')) as string[])
}
