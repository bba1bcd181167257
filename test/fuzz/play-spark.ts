import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { batchesFromArrow } from '../../src/batch/arrow-read'
import { arrowOfBatches } from '../../src/batch/arrow-write'
import { batch, type Batch } from '../../src/batch/batch'
import { field, struct, toDdl, type Field } from '../../src/core/data-type'
import { remoteSink, remoteSource, tableSource, type RemoteEngine } from '../../src/connect'
import { relationOf } from '../../src/connect/relation'
import type { Local } from '../../src/plan/nodes/local'
import { scan } from '../../src/plan/nodes/scan'
import { walkPlan, type Node } from '../../src/plan/node'
import { playedBatch } from '../streams/play'
import { fieldTexts, plainRows, type Answer, type AnswerBatch, type Row } from './answer'
import { build } from './build'
import { failure, localOf } from './play-embedded'
import { schemaOfSource, type Program, type Source } from './program'

let queries = 0

/** Spark's answer; input files go to a folder below `scratch`. */
export async function playSpark(program: Program, engine: RemoteEngine, scratch: string, made?: (scanOf: (source: number) => Node) => Node): Promise<Answer> {
  const dir = mkdtempSync(join(scratch, 'program-'))
  try {
    const scanOf = (index: number): Node => {
      const source = program.sources[index]
      if (source.form === 'rows') return localOf(source)
      const path = join(dir, String(index))
      writeFiles(source, path)
      const schema = schemaOfSource(source)
      return scan(remoteSource('json'), { path, ...(program.mode === 'batch' ? {} : { maxFilesPerTrigger: 1 }) }, schema, program.mode !== 'batch')
    }
    const plan = made?.(scanOf) ?? build(program.step, scanOf)
    if (program.mode === 'batch') {
      const { fields, rows } = await collect(plan, engine)
      return { schema: fieldTexts(fields), batches: [{ told: null, rows }] }
    }
    return await run(plan, program, engine)
  } catch (error) {
    return failure(error)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Rows and fields as Spark names, types and orders them. */
async function collect(plan: Node, engine: RemoteEngine): Promise<{ fields: readonly Field[]; rows: Row[] }> {
  const locals = new Map<Local, { schema: string; data?: Uint8Array }>()
  for (const node of walkPlan(plan)) if (node.kind === 'local') locals.set(node, await localRelation(node))
  const sites: never[] = []
  const relation = relationOf(plan, { sites, locals, env: {} })
  const batches: Batch[] = []
  for await (const { responseType } of engine.session.run({ opType: { case: 'root', value: relation } }, { sites })) {
    if (responseType?.case === 'arrowBatch') batches.push(...await batchesFromArrow(responseType.value.data ?? new Uint8Array()))
  }
  return { fields: batches[0].schema.fields, rows: plainRows(batches) }
}

async function localRelation(node: Local): Promise<{ schema: string; data?: Uint8Array }> {
  const batches = node.batches().filter(one => one.numRows > 0).map(one => batch(node.schema, one.columns, one.numRows))
  const schema = toDdl(node.schema)
  return batches.length === 0 ? { schema } : { schema, data: await arrowOfBatches(node.schema, batches) }
}

async function run(plan: Node, { mode, conf }: Program, engine: RemoteEngine): Promise<Answer> {
  const name = `fuzz_${++queries}`
  engine.session.configure({ 'spark.sql.streaming.multipleWatermarkPolicy': 'min', ...conf })
  const query = await engine.start({
    plan, name, mode: mode as Exclude<typeof mode, 'batch'>, trigger: { kind: 'available-now' }, badRecords: 'keep', checkpoint: null,
    sink: { format: remoteSink('memory'), options: {} },
  })
  await query.awaitTermination()
  const columns = struct(plan.schema.fields.map(f => field(f.name, f.type, f.nullable)))
  const { fields, rows } = await collect(scan(tableSource(columns), { name }, null, false), engine)
  const ran = query.recentProgress.filter(progress => 'addBatch' in progress.durationMs)
  let at = 0
  const batches = ran.map((progress, i): AnswerBatch => {
    const { rows: _, ...told } = playedBatch(progress, new Map())
    // A memory sink holds one batch's rows after the other's; that of complete mode, the last one's.
    const count = progress.sink.numOutputRows
    if (mode === 'complete') return { told, rows: i === ran.length - 1 ? rows : null }
    return { told, rows: rows.slice(at, at += count) }
  })
  if (mode !== 'complete' && at !== rows.length) throw new Error(`the sink tells of ${at} rows and holds ${rows.length}`)
  return { schema: fieldTexts(fields), batches }
}

function writeFiles(source: Source, path: string): void {
  mkdirSync(path, { recursive: true })
  source.batches.forEach((lines, i) => {
    const file = join(path, `${String(i).padStart(4, '0')}.txt`)
    writeFileSync(file, lines.map(line => `${line}\n`).join(''))
    utimesSync(file, 1_700_000_000 + i, 1_700_000_000 + i)
  })
}
