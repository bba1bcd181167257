import { rowsOf } from '../../src/batch'
import type { OutputMode, Sink } from '../../src/connectors/contract'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { memoryStream, type MemoryStream } from '../../src/connectors/memory/memory-stream'
import { diskFiles, Instant, parseDdl, systemClock, systemRandom } from '../../src/core'
import { createEngine, type EmbeddedEngine, type EngineEffects } from '../../src/engine'
import { count, window } from '../../src/expr/functions'
import { toExpression } from '../../src/expr/column'
import { columnRef } from '../../src/expr/expression'
import { aggregate, scan, withWatermark, type Catalog, type Node, type QuerySpec, type StreamingQuery, type Table } from '../../src/plan'

export const schema = parseDdl('user STRING, ts TIMESTAMP')

export function tableCatalog(): Catalog {
  const tables = new Map<string, Table>()
  return {
    table: name => tables.get(name),
    register: table => { tables.set(table.name, table) },
    drop: name => { tables.delete(name) },
    names: () => [...tables.keys()],
  }
}

export function engineWith(more: Partial<EngineEffects> = {}): EmbeddedEngine {
  return createEngine({ clock: systemClock, files: diskFiles, random: systemRandom, catalog: tableCatalog(), env: {}, ...more })
}

/** `user@HH:mm[:ss[.SSS]]` of 2024-01-01, or with a date of its own; `user@` has no time. */
export function events(text: string): object[] {
  return text.split(' ').filter(one => one !== '').map(one => {
    const [user, time] = one.split('@')
    const at = time.includes('T') ? time : `2024-01-01T${time}`
    const full = /T\d\d:\d\d$/.test(at) ? `${at}:00` : at
    return { user, ts: time === '' ? null : Instant.ofMillis(Date.parse(`${full}Z`)) }
  })
}

export function windowedCounts(stream: MemoryStream, more: { delay?: string; duration?: string; slide?: string } = {}): Node {
  const { delay = '10 minutes', duration = '1 hour', slide = duration } = more
  const read = scan(stream.source, { maxAddsPerTrigger: 1 }, null, true)
  return aggregate(withWatermark(read, 'ts', delay), [toExpression(window('ts', duration, slide)), columnRef('user')], [toExpression(count().as('count'))])
}

export interface Emitted { readonly batchId: number; readonly rows: string[] }

/** A row of windowed counts in the golden trace's words: `[10:00,11:00) a 2`. */
export function shown(row: Record<string, unknown>): string {
  const { window: of, ...rest } = row as { window?: { start: Instant; end: Instant } }
  const time = (at: Instant): string => at.toString().slice(11, 16)
  return [...(of === undefined ? [] : [`[${time(of.start)},${time(of.end)})`]), ...Object.values(rest).map(value => String(value))].join(' ')
}

/** A sink that keeps what each batch emitted. */
export function recorder(show: (row: Record<string, unknown>) => string = shown): { readonly sink: Sink; readonly emitted: Emitted[] } {
  const emitted: Emitted[] = []
  return {
    emitted,
    sink: foreachBatchSink(({ batchId, batches }) => {
      emitted.push({ batchId, rows: batches.flatMap(rowsOf).map(show).sort() })
    }),
  }
}

export function querySpec(plan: Node, sink: Sink, more: Partial<QuerySpec> = {}): QuerySpec {
  return { plan, name: null, mode: 'append', trigger: { kind: 'available-now' }, sink: { sink }, checkpoint: null, badRecords: 'keep', ...more }
}

/** Runs a query on adds that are there already, to its end. */
export async function play(adds: readonly string[], mode: OutputMode, plan: (stream: MemoryStream) => Node = windowedCounts, more: Partial<QuerySpec> = {}): Promise<{ query: StreamingQuery; emitted: Emitted[] }> {
  const stream = memoryStream(schema)
  for (const add of adds) stream.addRows(events(add))
  const { sink, emitted } = recorder()
  const query = await engineWith().start(querySpec(plan(stream), sink, { mode, ...more }))
  await query.awaitTermination()
  return { query, emitted }
}
