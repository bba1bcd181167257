import { isTidemarkError } from '../../src/core/errors'
import { memoryStream, type MemoryStream } from '../../src/connectors/memory/memory-stream'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { batch, type Batch } from '../../src/batch/batch'
import { local } from '../../src/plan/nodes/local'
import { scan } from '../../src/plan/nodes/scan'
import type { Node } from '../../src/plan/node'
import { engineWith } from '../engine/rig'
import { innermost, playedBatch } from '../streams/play'
import { fieldTexts, plainRows, type Answer, type AnswerBatch } from './answer'
import { build } from './build'
import { rowsAsBatch, schemaOfSource, type Program, type Source } from './program'

/** Our answer. */
export async function playEmbedded(program: Program): Promise<Answer> {
  const streams = new Map<number, MemoryStream>()
  try {
    const plan = build(program.step, index => {
      const source = program.sources[index]
      if (program.mode === 'batch' && source.form === 'rows') return localOf(source)
      const stream = streams.get(index) ?? filled(source, `source ${index}`)
      streams.set(index, stream)
      return program.mode === 'batch' ? scan(stream.source, {}, null, false) : scan(stream.source, { maxAddsPerTrigger: 1 }, null, true)
    })
    return program.mode === 'batch' ? await collect(plan) : await run(plan, program)
  } catch (error) {
    return failure(error)
  }
}

/** The rows of a source that ends, as both engines get them when they are not read from files. */
export function localOf(source: Source): Node {
  const schema = schemaOfSource(source)
  const { columns, numRows } = rowsAsBatch(schema, source.batches.flat())
  return local('rows', schema, () => [batch(schema, columns, numRows)])
}

export function failure(error: unknown): Answer {
  if (!isTidemarkError(error)) return { failed: 'CRASH', message: error instanceof Error ? String(error.stack).split('\n').slice(0, 4).join(' ') : String(error) }
  return { failed: innermost(error) || error.code, message: error.message }
}

async function collect(plan: Node): Promise<Answer> {
  const rows = plainRows(await engineWith().collect(plan))
  return { schema: fieldTexts(plan.schema.fields), batches: [{ told: null, rows }] }
}

async function run(plan: Node, { mode, conf }: Program): Promise<Answer> {
  const engine = engineWith({ conf })
  const emitted = new Map<number, readonly Batch[]>()
  const batches: AnswerBatch[] = []
  const query = await engine.start({
    plan, name: null, mode: mode as Exclude<typeof mode, 'batch'>, trigger: { kind: 'available-now' }, badRecords: 'keep', checkpoint: null,
    sink: { sink: foreachBatchSink(one => { emitted.set(one.batchId, one.batches) }) },
  })
  query.onProgress(progress => {
    const { rows: _, ...told } = playedBatch(progress, new Map())
    batches.push({ told, rows: plainRows(emitted.get(progress.batchId) ?? []) })
  })
  await query.awaitTermination()
  return { schema: fieldTexts(plan.schema.fields), batches }
}

function filled(source: Source, name: string): MemoryStream {
  const schema = schemaOfSource(source)
  const stream = memoryStream(schema, name)
  for (const lines of source.batches) stream.addBatch(rowsAsBatch(schema, lines))
  return stream
}
