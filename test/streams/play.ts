import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Batch as BatchTraits, Frame, Stream } from '../../src/api'
import { makeFrame, type FrameContext, type FrameCore } from '../../src/api/frame'
import { batch, batchOfRows, type Batch, type BinaryVector } from '../../src/batch'
import type { OutputMode } from '../../src/connectors/contract'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { memoryStream, type MemoryStream } from '../../src/connectors/memory/memory-stream'
import { BINARY, codesOf, isTidemarkError, parseDdl, systemClock, typeName, type Schema } from '../../src/core'
import type { DataType } from '../../src/core/data-type'
import type { FieldsOf } from '../../src/core/schema-types'
import { readJson } from '../../src/formats/json/read-json'
import type { EmbeddedEngine } from '../../src/engine'
import { scan, type QueryProgress } from '../../src/plan'
import { engineWith, tableCatalog } from '../engine/rig'
import { rowTexts } from './row-text'
import { temporaryFolder } from '../support/temporary-folder'

/** The frame a case's query.ts takes: a stream of the schema its case.json has. */
export type Input<D extends string> = Frame<FieldsOf<D>, Stream>

/** The same for a case whose mode is `batch`. */
export type BatchInput<D extends string> = Frame<FieldsOf<D>, BatchTraits>

export type Cut = 'by-file' | 'by-row'

export interface Case {
  readonly name: string
  readonly dir: string
  readonly schema: Schema
  /** `batch`: the whole input as one batch frame. */
  readonly mode: OutputMode | 'batch'
  readonly cuts: readonly Cut[]
  /** Doubles may differ beyond nine digits: by the order of summation, nothing else. */
  readonly closeDoubles: boolean
  /** The session's configuration, such as the policy of several watermarks. */
  readonly conf: Readonly<Record<string, string>>
  readonly trigger: 'available-now' | 'once'
  /** Each file, or row, comes to a run of its own: where a processing-time processor would never let Spark's other triggers end. */
  readonly each: boolean
  readonly query: (frame: FrameCore) => FrameCore
}

/** What one batch did, in the words of the expected files. */
export interface PlayedBatch {
  readonly batchId: number
  readonly numInputRows?: number
  readonly eventTime?: Readonly<Record<string, string>>
  readonly stateOperators?: readonly object[]
  readonly observedMetrics?: object
  readonly rows: readonly string[]
}

/** What an expected file holds. */
export interface Answer {
  readonly schema?: readonly (readonly [string, string, boolean])[]
  readonly batches?: readonly PlayedBatch[]
  /** The error class of a query that failed. */
  readonly failed?: string
}

export interface Played {
  readonly answer: Answer
  /** The rows of each batch as the sink got them, also where the process died before it could report progress. */
  readonly emitted: readonly { readonly batchId: number; readonly rows: readonly string[] }[]
}

export function casesIn(folder: string): Case[] {
  return readdirSync(folder).filter(name => existsSync(join(folder, name, 'case.json'))).sort().map(name => {
    const dir = join(folder, name)
    const about = JSON.parse(readFileSync(join(dir, 'case.json'), 'utf8')) as { schema: string; mode: Case['mode']; byRow?: boolean; closeDoubles?: boolean; conf?: Case['conf']; trigger?: 'once' | 'once each' }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- each case is a module of its own
    const { query } = require(join(dir, 'query.ts')) as Pick<Case, 'query'>
    return { name, dir, schema: parseDdl(about.schema), mode: about.mode, cuts: about.byRow === false || about.mode === 'batch' ? ['by-file'] : ['by-file', 'by-row'], conf: about.conf ?? {}, trigger: about.trigger === undefined ? 'available-now' : 'once', each: about.trigger === 'once each', closeDoubles: about.closeDoubles === true, query }
  })
}

/** Plays a case; with `killed`, every batch is run by an engine of its own that resumes from the checkpoint. */
export async function play(of: Case, cut: Cut, killed = false): Promise<Played> {
  const parts = inputOf(of, cut)
  const stream = memoryStream(of.schema)
  if (!of.each) for (const part of parts) stream.addBatch(part)
  const { mode } = of
  if (mode === 'batch') return playBatch(of, stream)
  // Times to live are told by the wall clock, which stands still between two batches of a fast machine.
  let batchesRun = 0
  const checkpoint = temporaryFolder('stream')
  const batches = new Map<number, PlayedBatch>()
  const rows = new Map<number, string[]>()
  let schema: Answer['schema']
  const run = async (stopAfterOne: boolean): Promise<{ more: boolean }> => {
    const engine = engineWith({
      conf: of.conf,
      clock: { ...systemClock, now: () => systemClock.now() + 1000 * batchesRun },
      onPhase: phase => {
        if (phase === 'P6') batchesRun++
        // A process that dies right after a commit: nothing after P6 of the batch happens, and no other batch begins.
        if (stopAfterOne && phase === 'P6') throw new Killed()
      },
    })
    const frame = of.query(makeFrame(scan(stream.source, { maxAddsPerTrigger: 1 }, null, true), contextOf(engine)))
    schema = schemaOf(frame)
    const query = await engine.start({
      plan: frame.plan, name: null, mode, trigger: { kind: of.trigger }, badRecords: 'keep',
      checkpoint: join(checkpoint, 'checkpoint'),
      sink: { sink: foreachBatchSink(({ batchId, batches: emitted }) => { rows.set(batchId, rowTexts(emitted)) }) },
    })
    query.onProgress(progress => { batches.set(progress.batchId, playedBatch(progress, rows)) })
    try {
      await query.awaitTermination()
      return { more: false }
    } catch (error) {
      if (hasKilled(error)) return { more: true }
      throw error
    }
  }
  try {
    for (const part of of.each ? parts : [null]) {
      if (part !== null) stream.addBatch(part)
      if (killed) {
        // Resumed until a run finds nothing more to commit.
        while ((await run(true)).more) { /* the next run resumes */ }
      } else {
        await run(false)
      }
    }
    const emitted = [...rows].sort(([a], [b]) => a - b).map(([batchId, of]) => ({ batchId, rows: of }))
    return { answer: { schema, batches: [...batches.values()].sort((a, b) => a.batchId - b.batchId) }, emitted }
  } catch (error) {
    if (!isTidemarkError(error)) throw error
    return { answer: { failed: innermost(error) }, emitted: [] }
  } finally {
    rmSync(checkpoint, { recursive: true, force: true })
  }
}

async function playBatch(of: Case, { source }: MemoryStream): Promise<Played> {
  const engine = engineWith()
  try {
    const frame = of.query(makeFrame(scan(source, {}, null, false), contextOf(engine)))
    const rows = rowTexts(await engine.collect(frame.plan))
    return { answer: { schema: schemaOf(frame), batches: [{ batchId: 0, rows }] }, emitted: [{ batchId: 0, rows }] }
  } catch (error) {
    if (!isTidemarkError(error)) throw error
    return { answer: { failed: innermost(error) }, emitted: [] }
  }
}

function contextOf(engine: EmbeddedEngine): FrameContext {
  return { engine, catalog: tableCatalog(), sinkFormat: () => { throw new Error('a case names no sink') }, start: spec => engine.start(spec) }
}

export function schemaOf({ plan }: FrameCore): Answer['schema'] {
  return plan.schema.fields.map(f => [f.name, simpleName(f.type), f.nullable] as const)
}

class Killed extends Error {}

function hasKilled(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof Killed) return true
  return false
}

export function innermost(error: unknown): string {
  return codesOf(error).at(-1) ?? ''
}

export function playedBatch(progress: QueryProgress, rows: ReadonlyMap<number, string[]>): PlayedBatch {
  return {
    batchId: progress.batchId,
    numInputRows: progress.numInputRows,
    eventTime: progress.eventTime,
    stateOperators: progress.stateOperators.map(({ operatorName, numRowsTotal, numRowsUpdated, numRowsRemoved, numRowsDroppedByWatermark }) =>
      ({ operatorName, numRowsTotal, numRowsUpdated, numRowsRemoved, numRowsDroppedByWatermark })),
    ...(progress.observedMetrics === undefined ? {} : { observedMetrics: progress.observedMetrics }),
    rows: rows.get(progress.batchId) ?? [],
  }
}

/** The case's input, a part a batch. */
function inputOf(of: Case, cut: Cut): Batch[] {
  const input: Batch[] = []
  for (const name of readdirSync(join(of.dir, 'input')).sort()) {
    const bytes = readFileSync(join(of.dir, 'input', name))
    const lines = linesOf(bytes).filter(([start, end]) => cut === 'by-file' || end > start)
    for (const part of cut === 'by-file' ? [lines] : lines.map(line => [line])) {
      input.push(name.endsWith('.txt') ? textBatch(of.schema, bytes, part) : jsonBatch(of.schema, bytes, part))
    }
  }
  return input
}

type Line = readonly [start: number, end: number]

function linesOf(bytes: Uint8Array): Line[] {
  const lines: Line[] = []
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    lines.push([start, end])
    start = end + 1
  }
  return lines
}

function binary(data: Uint8Array, lines: readonly Line[]): BinaryVector {
  return {
    kind: 'binary', type: BINARY, length: lines.length, validity: null, data,
    starts: Int32Array.from(lines, line => line[0]), ends: Int32Array.from(lines, line => line[1]),
  }
}

function jsonBatch(schema: Schema, data: Uint8Array, lines: readonly Line[]): Batch {
  return batch(schema, readJson(binary(data, lines), schema).children, lines.length)
}

function textBatch(schema: Schema, data: Uint8Array, lines: readonly Line[]): Batch {
  return batchOfRows(schema, lines.map(([start, end]) => ({ value: Buffer.from(data.subarray(start, end)).toString('utf8') })))
}

/** Spark's simpleString: `struct<start:timestamp,end:timestamp>`. */
function simpleName(type: DataType): string {
  return typeName(type).toLowerCase().replaceAll(': ', ':').replaceAll(', ', ',')
}
