import { createHash } from 'node:crypto'
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Batch } from '../../batch/batch'
import { concatBatches } from '../../batch/select'
import type { Json, Offset, Source, SourceContext, SourceFormat, SourceOptions } from '../../connectors/contract'
import { systemClock } from '../../core/clock'
import { struct, type StructType } from '../../core/data-type'
import { defineError } from '../../core/errors'
import { jsonText } from '../../formats/json'
import { walkPlan, type Node } from '../../plan/node'
import { scan, type Scan } from '../../plan/nodes/scan'
import { sourceFormat } from '../formats'
import type { ProvedInput } from './receipt'

/** A comparison needs rows to compare. */
export const NothingRecorded = defineError({ code: 'NOTHING_TO_PROVE', fault: 'user' })

export interface Recording {
  readonly input: ProvedInput
  /** The plan with each scan in place of the recorded one. */
  planOf(source: (format: string) => SourceFormat): Node
}

interface Recorded { readonly path: string; readonly rows: number; readonly files: number; readonly description: string }

const PER_TRIGGER = 'maxOffsetsPerTrigger'
const FIRST_MTIME = 1_700_000_000

/** Writes what a plan's sources hold now into files that any engine reads: one a batch, JSON lines, in their order. */
export async function recordInput(plan: Node, folder: string, batches: number): Promise<Recording> {
  const scans = [...new Set([...walkPlan(plan)].filter(node => node.kind === 'scan'))]
  const hash = createHash('sha256')
  const recorded = new Map<Scan, Recorded>()
  for (const [i, of] of scans.entries()) {
    const path = join(folder, `source-${i}`)
    mkdirSync(path)
    recorded.set(of, await record(of, path, of.streaming ? batches : 1, bytes => hash.update(bytes)))
  }
  const streams = scans.filter(one => one.streaming).map(one => recorded.get(one) as Recorded)
  const rows = streams.reduce((sum, one) => sum + one.rows, 0)
  if (rows === 0) {
    throw new NothingRecorded('the streams of this query hold no rows now, so there is nothing to compare', { hint: "A Kafka stream begins at 'latest': give startingOffsets: 'earliest'." })
  }
  const all = [...recorded.values()]
  return {
    input: {
      sources: all.map(({ description, rows: of }) => ({ description, rows: of })),
      rows: all.reduce((sum, one) => sum + one.rows, 0), batches: Math.max(...streams.map(one => one.files)), sha256: hash.digest('hex'),
    },
    planOf: source => replaced(plan, of => scan(source('json'), { path: (recorded.get(of) as Recorded).path, ...(of.streaming ? { maxFilesPerTrigger: 1 } : {}) }, of.schema, of.streaming)),
  }
}

async function record(of: Scan, path: string, batches: number, told: (bytes: string) => void): Promise<Recorded> {
  // A frame of a Spark session names its sources; here they are this process's own of that name.
  const format = of.source.options.length === 0 ? sourceFormat(of.source.format) : of.source
  const source = await opened(format, of)
  try {
    const from = await source.initialOffset()
    const end = await source.latestOffset()
    const options = cut(format, of.options, end === null ? 0 : sumOf(end) - sumOf(from), batches)
    if (options === of.options) return await written(source, from, of, path, told)
    await source.close()
    const limited = await opened(format, { ...of, options })
    return await written(limited, await limited.initialOffset(), of, path, told).finally(() => limited.close())
  } finally {
    await source.close()
  }
}

async function written(source: Source, from: Offset, of: Scan, path: string, told: (bytes: string) => void): Promise<Recorded> {
  await source.freezeEnd()
  const columns = of.schema.fields.map(f => f.name)
  let rows = 0
  let files = 0
  for (let at = from; ;) {
    const to = await source.planEnd(at, !of.streaming)
    if (JSON.stringify(to) === JSON.stringify(at)) break
    const read: Batch[] = []
    for await (const one of source.read(at, to, columns)) read.push(one)
    const all = concatBatches(of.schema, read)
    const text = linesOf(all)
    const file = join(path, `${String(files).padStart(4, '0')}.json`)
    writeFileSync(file, text)
    // Files are taken in the order of their modification.
    utimesSync(file, FIRST_MTIME + files, FIRST_MTIME + files)
    told(text)
    rows += all.numRows
    files++
    at = to
  }
  return { path, rows, files, description: source.description }
}

function linesOf(of: Batch): string {
  const type: StructType = struct(of.schema.fields)
  const rows = { kind: 'struct', type, length: of.numRows, validity: null, children: of.columns } as const
  return Array.from({ length: of.numRows }, (_, row) => `${jsonText(rows, row, { micros: true })}\n`).join('')
}

function opened(format: SourceFormat, { options, given, streaming }: Scan): Promise<Source> {
  const entries: Json[] = []
  const context: SourceContext = {
    streaming, env: process.env, clock: systemClock, log: { entries: () => entries, append: entry => { entries.push(entry) } }, warn: () => {},
  }
  return format.open(options, given, context)
}

/** The options with a share of the offsets a batch, where the source can be cut and was not told how. */
function cut(format: SourceFormat, options: SourceOptions, offsets: number, batches: number): SourceOptions {
  if (batches < 2 || offsets < 1 || !format.options.includes(PER_TRIGGER) || Object.keys(options).some(name => /^max\w+PerTrigger$/i.test(name))) return options
  return { ...options, [PER_TRIGGER]: Math.ceil(offsets / batches) }
}

/** The sum of a position over all partitions: `{"topic_log":{"0":23,"1":7}}` is 30. */
function sumOf(offset: Offset): number {
  if (typeof offset === 'number') return offset
  if (typeof offset !== 'object' || offset === null) return 0
  return Object.values(offset as Readonly<Record<string, Json>>).reduce<number>((sum, one) => sum + sumOf(one), 0)
}

function replaced(plan: Node, by: (of: Scan) => Scan): Node {
  if (plan.kind === 'scan') return by(plan)
  if ('children' in plan) return Object.freeze({ ...plan, children: plan.children.map(child => replaced(child, by)) })
  return 'child' in plan ? Object.freeze({ ...plan, child: replaced(plan.child, by) }) : plan
}
