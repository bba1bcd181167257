import { memoryStream } from '../../src/connectors/memory'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { parseDdl } from '../../src/core'
import { toExpression, col } from '../../src/expr/column'
import { columnRef } from '../../src/expr/expression'
import { count, fromJson } from '../../src/expr/functions'
import { aggregate, project, scan, type BadRecords, type Node, type StreamingQuery } from '../../src/plan'
import { queryProgress, isoMillis, type ProgressFigures } from '../../src/engine/progress'
import { queryLedger } from '../../src/engine/ledger'
import { adds } from './golden'
import { fakeClock } from './fake-clock'
import { engineWith, events, querySpec, recorder, schema, windowedCounts } from './rig'

const figures: ProgressFigures = {
  id: 'i', runId: 'r', name: null, batchId: 3, triggerMs: Date.parse('2024-06-01T12:00:00Z'), lastTriggerMs: Date.parse('2024-06-01T11:59:57Z'), tookMs: 80,
  durations: { walCommit: 1.4, addBatch: 70.6 }, watermarkMs: null, eventTime: null, stateOperators: [],
  sources: [{ description: 's', startOffset: 1, endOffset: 2, latestOffset: 2, numInputRows: 10 }],
  sink: { description: 'MemorySink', numOutputRows: 0 }, ledger: { malformed: 0, late: 0, quarantined: 0 },
}

it('rounds rates halves up to one decimal, and leaves out what is no number', () => {
  expect(queryProgress(figures)).toMatchObject({ numInputRows: 10, inputRowsPerSecond: 3.3, processedRowsPerSecond: 125, timestamp: '2024-06-01T12:00:00.000Z' })
  expect(queryProgress({ ...figures, lastTriggerMs: null }).inputRowsPerSecond).toBe(0)
  const none = queryProgress({ ...figures, lastTriggerMs: figures.triggerMs, tookMs: 0 })
  expect(none).not.toHaveProperty('inputRowsPerSecond')
  expect(none.sources[0]).not.toHaveProperty('processedRowsPerSecond')
  expect(queryProgress({ ...figures, lastTriggerMs: figures.triggerMs - 8_000, sources: [{ ...figures.sources[0], numInputRows: 2 }] }).inputRowsPerSecond).toBe(0.3)
})

it('sorts its maps and writes times as Spark does', () => {
  const { durationMs, eventTime } = queryProgress({ ...figures, watermarkMs: 0, eventTime: { count: 2, max: 5, min: -1, avg: 1.9 } })
  expect(JSON.stringify(durationMs)).toBe('{"addBatch":71,"triggerExecution":80,"walCommit":1}')
  expect(JSON.stringify(eventTime)).toBe('{"avg":"1970-01-01T00:00:00.001Z","max":"1970-01-01T00:00:00.005Z","min":"1969-12-31T23:59:59.999Z","watermark":"1970-01-01T00:00:00.000Z"}')
  expect(isoMillis(Date.parse('2024-01-01T10:59:59.999Z'))).toBe('2024-01-01T10:59:59.999Z')
})

it('has the offsets of its sources, no start in the first batch, and -1 for foreachBatch', async () => {
  const clock = fakeClock()
  const stream = memoryStream(schema)
  for (const add of adds) stream.addRows(events(add))
  const query = await engineWith({ clock }).start(querySpec(windowedCounts(stream), recorder().sink, { name: 'golden' }))
  await query.awaitTermination()
  const [first, second] = query.recentProgress
  expect(first).toMatchObject({
    id: query.id, runId: query.runId, name: 'golden', batchId: 0, timestamp: '2024-06-01T12:00:00.000Z',
    sink: { description: 'ForeachBatchSink', numOutputRows: -1 },
    sources: [{ description: 'MemoryStream[user,ts]', startOffset: null, endOffset: 1, latestOffset: 6, numInputRows: 3 }],
  })
  expect(second.sources[0]).toMatchObject({ startOffset: 1, endOffset: 2, numInputRows: 1 })
  expect(first.stateOperators[0]).toMatchObject({ numShufflePartitions: 1, numStateStoreInstances: 1 })
  expect(first.stateOperators[0].memoryUsedBytes).toBeGreaterThan(100)
  expect(query.lastProgress).toBe(query.recentProgress.at(-1))
  expect(await query.provenance()).toEqual({
    query: query.id, run: query.runId, batches: 7, sources: [{ description: 'MemoryStream[user,ts]', from: 0, to: 6 }],
    watermark: '2024-01-01T13:00:00.000Z', lastBatchAt: '2024-06-01T12:00:00.000Z', checkpoint: null, versions: {},
  })
})

it('keeps the last hundred reports', async () => {
  const stream = memoryStream(schema)
  for (let i = 0; i < 130; i++) stream.addRows(events('a@10:00'))
  const query = await engineWith().start(querySpec(scan(stream.source, { maxAddsPerTrigger: 1 }, null, true), recorder().sink))
  const heard: number[] = []
  query.onProgress(progress => { heard.push(progress.batchId) })
  await query.awaitTermination()
  expect([query.recentProgress.length, query.recentProgress[0].batchId, query.lastProgress?.batchId]).toEqual([100, 30, 129])
  expect(heard).toEqual(Array.from({ length: 130 }, (_, i) => i))
})

describe('records that cannot be read', () => {
  const lines = ['{"user":"a","n":1}', 'not json', '{"user":"b","n":"x"}', '{"user":"c","n":3}']

  async function reading(badRecords: BadRecords): Promise<{ query: StreamingQuery; rows: string[]; error: unknown }> {
    const stream = memoryStream(parseDdl('value STRING'))
    stream.addRows(lines.map(value => ({ value })))
    const parsed = project(scan(stream.source, {}, null, true), [toExpression(fromJson(col('value'), 'user STRING, n INT').as('e'))])
    const plan: Node = project(parsed, [columnRef('e.user'), columnRef('e.n')])
    const { sink, emitted } = recorder()
    const query = await engineWith().start(querySpec(plan, sink, { badRecords }))
    const error = await query.awaitTermination().then(() => null, (one: unknown) => one)
    return { query, error, rows: emitted.flatMap(one => one.rows) }
  }

  it('stay, with null fields and a copy', async () => {
    const { query, rows } = await reading('keep')
    expect(rows).toEqual(['a 1', 'b null', 'c 3', 'null null'])
    expect(query.ledger.counts).toEqual({ malformed: 2, late: 0, quarantined: 0 })
    expect(query.ledger.entries.map(entry => [entry.kind, entry.origin?.offset, Buffer.from(entry.raw ?? []).toString()])).toEqual([['malformed', 1, 'not json'], ['malformed', 2, '{"user":"b","n":"x"}']])
    expect(query.lastProgress?.ledger).toEqual({ malformed: 2, late: 0, quarantined: 0 })
  })

  it('go to quarantine on request', async () => {
    const { query, rows } = await reading('quarantine')
    expect(rows).toEqual(['a 1', 'c 3'])
    expect(query.ledger.counts).toEqual({ malformed: 0, late: 0, quarantined: 2 })
    expect(query.lastProgress?.numInputRows).toBe(4)
  })

  it('or make the query fail, with the place', async () => {
    const { error, rows } = await reading('fail')
    expect(rows).toEqual([])
    expect(error).toMatchObject({ code: 'STREAM_FAILED', cause: { code: 'MALFORMED_RECORD_IN_PARSING', message: expect.stringMatching(/^the record at memory, partition 0, offset 1 cannot be read: /) as string } })
  })
})

it('the ledger keeps so many entries and bytes, and counts all', () => {
  const ledger = queryLedger(3, 100)
  const pages = ledger.begin(0)
  for (let i = 0; i < 5; i++) pages.add('late', () => ({ reason: String(i), origin: null }))
  expect(ledger.counts.late).toBe(0)
  pages.settle()
  expect([ledger.entries.map(entry => entry.reason), ledger.counts.late]).toEqual([['0', '1', '2'], 5])
  const heavy = queryLedger(10, 100)
  const more = heavy.begin(0)
  for (let i = 0; i < 5; i++) more.add('malformed', () => ({ reason: String(i), origin: null, raw: new Uint8Array(60) }))
  more.settle()
  expect([heavy.entries.length, heavy.counts.malformed]).toEqual([2, 5])
})

it('refuses an output mode its sink cannot take, and closes what it opened', async () => {
  let closed = 0
  const stream = memoryStream(schema)
  const plan = aggregate(scan(stream.source, {}, null, true), [columnRef('user')], [toExpression(count().as('n'))])
  const sink = { ...foreachBatchSink(() => {}), modes: ['append'] as const, close: async () => { closed++ } }
  const engine = engineWith()
  await expect(engine.start(querySpec(plan, sink, { mode: 'update', name: 'q' }))).rejects.toMatchObject({ code: 'STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION', hint: "It takes 'append'." })
  await expect(engine.start(querySpec(plan, sink, { mode: 'append', name: 'q' }))).rejects.toMatchObject({ code: 'STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION' })
  expect(closed).toBe(1)
  const query = await engine.start(querySpec(plan, foreachBatchSink(() => {}), { mode: 'update', name: 'q' }))
  await query.awaitTermination()
})
