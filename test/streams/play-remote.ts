import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFrame, type FrameContext } from '../../src/api/frame'
import { remoteSink, remoteSource, tableSource, type RemoteEngine } from '../../src/connect'
import { codesOf, field, isTidemarkError, struct } from '../../src/core'
import { scan } from '../../src/plan'
import { tableCatalog } from '../engine/rig'
import { innermost, playedBatch, schemaOf, type Answer, type Case, type Cut } from './play'
import { rowTexts } from './row-text'

/** What a Spark server did with a case: each batch as its progress tells, and all rows that its memory sink got. */
export interface RemotePlay {
  readonly answer: Answer
  readonly rows: readonly string[]
  /** The conditions of a failure, outermost first: `answer` has the innermost, where the judge may have heard no more than the outer one. */
  readonly conditions: readonly string[]
}

let plays = 0

/** Plays a case on a Spark server, from the files that the judge plays it from. */
export async function playRemote(of: Case, cut: Cut, engine: RemoteEngine): Promise<RemotePlay> {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-connect-'))
  const context: FrameContext = { engine, catalog: tableCatalog(), sinkFormat: remoteSink, start: spec => engine.start(spec) }
  const { mode } = of
  try {
    const { path, text } = writeInput(of, cut, dir)
    const source = scan(remoteSource(text ? 'text' : 'json'), { path, ...(mode === 'batch' ? {} : { maxFilesPerTrigger: 1 }) }, text ? null : of.schema, mode !== 'batch')
    const frame = of.query(makeFrame(source, context))
    const schema = schemaOf(frame)
    if (mode === 'batch') {
      const rows = rowTexts(await engine.collect(frame.plan))
      return { answer: { schema, batches: [{ batchId: 0, rows: [] }] }, rows, conditions: [] }
    }
    engine.session.configure(of.conf)
    const name = `case_${++plays}`
    const query = await engine.start({
      plan: frame.plan, name, mode, trigger: { kind: of.trigger }, badRecords: 'keep', checkpoint: null,
      sink: { format: remoteSink('memory'), options: {} },
    })
    await query.awaitTermination()
    const columns = struct(frame.plan.schema.fields.map(f => field(f.name, f.type, f.nullable)))
    const rows = rowTexts(await engine.collect(scan(tableSource(columns), { name }, null, false)))
    const ran = query.recentProgress.filter(progress => 'addBatch' in progress.durationMs)
    return { answer: { schema, batches: ran.map(progress => playedBatch(progress, new Map())) }, rows, conditions: [] }
  } catch (error) {
    if (!isTidemarkError(error)) throw error
    return { answer: { failed: innermost(error) }, rows: [], conditions: codesOf(error) }
  } finally {
    engine.session.configure(Object.fromEntries(Object.keys(of.conf).map(name => [name, DEFAULTS[name] ?? ''])))
    rmSync(dir, { recursive: true, force: true })
  }
}

/** What a case's settings go back to. */
const DEFAULTS: Readonly<Record<string, string>> = { 'spark.sql.streaming.multipleWatermarkPolicy': 'min' }

/** The case's input as files that Spark takes one a batch, in the order of their modification. */
function writeInput(of: Case, cut: Cut, dir: string): { path: string; text: boolean } {
  const path = join(dir, 'input')
  mkdirSync(path)
  let count = 0
  let text = false
  for (const name of readdirSync(join(of.dir, 'input')).sort()) {
    text ||= name.endsWith('.txt')
    const content = readFileSync(join(of.dir, 'input', name))
    const pieces = cut === 'by-file' ? [content] : content.toString('latin1').split('\n').filter(line => line !== '').map(line => Buffer.from(`${line}\n`, 'latin1'))
    for (const piece of pieces) {
      const file = join(path, `${String(count).padStart(4, '0')}.txt`)
      writeFileSync(file, piece)
      utimesSync(file, 1_700_000_000 + count, 1_700_000_000 + count)
      count++
    }
  }
  return { path, text }
}
