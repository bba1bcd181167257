import { filter, limit, project, scan, sort, union, withWatermark, aggregate, type Node } from '../../src/plan'
import { call, columnRef, literal } from '../../src/expr/expression'
import { toExpression, col } from '../../src/expr/column'
import { count, window, max } from '../../src/expr/functions'
import { Instant } from '../../src/core'
import { memoryStream, type MemoryStream } from '../../src/connectors/memory'
import { rowsOf } from '../../src/batch'
import { adds } from './golden'
import { engineWith, events, play, querySpec, recorder, schema, shown, windowedCounts } from './rig'

const rowsIn = (emitted: readonly { rows: string[] }[]): string[][] => emitted.map(one => one.rows)
const read = (stream: MemoryStream): Node => scan(stream.source, { maxAddsPerTrigger: 1 }, null, true)
const counts = (): ReturnType<typeof toExpression> => toExpression(count().as('count'))

it('slides windows over every row, the newest first', async () => {
  const plan = (stream: MemoryStream): Node => windowedCounts(stream, { duration: '10 minutes', slide: '3 minutes', delay: '0 seconds' })
  const { emitted } = await play(['a@10:07'], 'update', plan)
  expect(emitted[0].rows).toEqual(['[10:00,10:10) a 1', '[10:03,10:13) a 1', '[10:06,10:16) a 1'])
})

it('a row may be late for one of its windows and in time for another', async () => {
  const plan = (stream: MemoryStream): Node => windowedCounts(stream, { duration: '20 minutes', slide: '10 minutes', delay: '0 seconds' })
  const { emitted, query } = await play(['a@10:30', 'b@10:31', 'c@10:15'], 'update', plan)
  // c falls into [10:00,10:20) and [10:10,10:30), both late by 10:30; with one minute more it would not be.
  expect(rowsIn(emitted).slice(0, 3)).toEqual([['[10:20,10:40) a 1', '[10:30,10:50) a 1'], ['[10:20,10:40) b 1', '[10:30,10:50) b 1'], []])
  expect(query.ledger.counts.late).toBe(2)
  const { emitted: partly, query: other } = await play(['a@10:25', 'b@10:26', 'c@10:15'], 'update', plan)
  expect(partly[2].rows).toEqual(['[10:10,10:30) c 1'])
  expect(other.ledger.counts.late).toBe(1)
})

it('keeps a copy of each late row: where it came from, the window and the watermark it missed', async () => {
  const { query } = await play(adds, 'append')
  expect(query.ledger.counts).toEqual({ malformed: 0, late: 1, quarantined: 0 })
  expect(query.ledger.entries).toEqual([{
    kind: 'late', batchId: 4, reason: 'its window had closed before the row came',
    origin: { source: 'memory', partition: 0, offset: 7 },
    row: expect.objectContaining({ user: 'b', ts: Instant.ofMillis(Date.parse('2024-01-01T10:00:00Z')) }) as object,
    window: { start: BigInt(Date.parse('2024-01-01T10:00:00Z')) * 1000n, end: BigInt(Date.parse('2024-01-01T11:00:00Z')) * 1000n },
    watermarkMs: Date.parse('2024-01-01T11:10:00Z'),
  }])
  expect(query.recentProgress.map(one => one.ledger.late)).toEqual([0, 0, 0, 0, 1, 0, 0])
})

it('counts dropped rows after partial aggregation, ledger copies before it', async () => {
  const { query } = await play(['a@12:00', 'a@12:30', 'b@10:00 b@10:01 b@10:02 c@10:00'], 'append')
  expect(query.recentProgress.map(one => one.stateOperators[0].numRowsDroppedByWatermark)).toEqual([0, 0, 2])
  expect(query.ledger.counts.late).toBe(4)
})

it('rows without an event time fall into no window; their keys may be null', async () => {
  const stream = memoryStream(schema)
  stream.addRows([...events('a@'), { user: null, ts: new Date('2024-01-01T10:00:00Z') }])
  stream.addRows(events('b@ b@12:00'))
  stream.addRows([{ user: null, ts: new Date('2024-01-01T14:00:00Z') }])
  const { sink, emitted } = recorder()
  const query = await engineWith().start(querySpec(windowedCounts(stream), sink))
  await query.awaitTermination()
  expect(rowsIn(emitted)).toEqual([[], [], ['[10:00,11:00) null 1'], ['[12:00,13:00) b 1']])
  expect(query.recentProgress.map(one => one.eventTime)).toEqual([
    { avg: '1996-12-31T17:00:00.000Z', max: '2024-01-01T10:00:00.000Z', min: '1970-01-01T00:00:00.000Z', watermark: '1970-01-01T00:00:00.000Z' },
    { avg: '1996-12-31T18:00:00.000Z', max: '2024-01-01T12:00:00.000Z', min: '1970-01-01T00:00:00.000Z', watermark: '2024-01-01T09:50:00.000Z' },
    { avg: '2024-01-01T14:00:00.000Z', max: '2024-01-01T14:00:00.000Z', min: '2024-01-01T14:00:00.000Z', watermark: '2024-01-01T11:50:00.000Z' },
    { watermark: '2024-01-01T13:50:00.000Z' },
  ])
})

it('in a plain groupBy rows without an event time pass', async () => {
  const plan = (stream: MemoryStream): Node => aggregate(withWatermark(read(stream), 'ts', '10 minutes'), [columnRef('user')], [counts()])
  const { emitted } = await play(['a@ a@10:00', 'b@'], 'update', plan)
  expect(rowsIn(emitted).slice(0, 2)).toEqual([['a 2'], ['b 1']])
})

it('windows that end by 1970 are late from the start', async () => {
  const { emitted, query } = await play(['a@1969-12-31T23:10 b@1970-01-01T00:10', 'a@1969-06-01T00:00 b@1970-01-01T05:00', 'c@1970-01-01T09:00'], 'append')
  expect(rowsIn(emitted)).toEqual([[], [], ['[00:00,01:00) b 1'], ['[05:00,06:00) b 1']])
  expect(query.recentProgress.map(one => one.stateOperators[0].numRowsDroppedByWatermark)).toEqual([1, 1, 0, 0])
  const { emitted: whole } = await play(['a@1969-12-31T23:10 b@1970-01-01T00:10'], 'complete')
  expect(rowsIn(whole)).toEqual([['[00:00,01:00) b 1', '[23:00,00:00) a 1']])
})

it('an event time as a key of its own closes group by group', async () => {
  const plan = (stream: MemoryStream): Node => aggregate(withWatermark(read(stream), 'ts', '10 minutes'), [columnRef('ts'), columnRef('user')], [counts()])
  const { query } = await play(adds, 'append', plan)
  const figures = query.recentProgress.map(({ stateOperators: [of] }) => `${of.numRowsTotal}/${of.numRowsUpdated}/${of.numRowsRemoved}/${of.numRowsDroppedByWatermark}`)
  expect(figures.slice(0, 5)).toEqual(['3/3/0/0', '3/1/1/0', '1/1/3/1', '2/1/0/0', '2/1/1/1'])
})

describe('two watermarks', () => {
  const byUser = (stream: MemoryStream): Node => {
    const isB = call('eq', [columnRef('user'), literal('b', { kind: 'string' })])
    const left = withWatermark(filter(read(stream), call('not', [isB])), 'ts', '10 minutes')
    const right = withWatermark(filter(left.child.kind === 'filter' ? left.child.child : left.child, isB), 'ts', '30 minutes')
    return aggregate(union(left, right), [toExpression(window('ts', '1 hour')), columnRef('user')], [counts()])
  }
  const watermarksOf = async (policy?: string): Promise<string[]> => {
    const stream = memoryStream(schema)
    for (const add of adds) stream.addRows(events(add))
    const query = await engineWith({ conf: { 'spark.sql.streaming.multipleWatermarkPolicy': policy } }).start(querySpec(byUser(stream), recorder().sink))
    await query.awaitTermination()
    // One source, read by both sides, is counted twice.
    expect(query.recentProgress.map(one => one.numInputRows)).toEqual([6, 2, 4, 2, 4, 2, 0].slice(0, query.recentProgress.length))
    return query.recentProgress.map(one => one.eventTime.watermark.slice(11, 23))
  }

  it('take the least', async () => {
    expect(await watermarksOf()).toEqual(['00:00:00.000', '10:29:59.999', '10:29:59.999', '10:29:59.999', '11:10:00.000', '11:10:00.000', '12:01:00.000'])
  })

  it('or the greatest', async () => {
    expect(await watermarksOf('max')).toEqual(['00:00:00.000', '10:50:00.000', '11:10:00.000', '11:10:00.000', '12:00:00.000', '12:01:00.000', '13:00:00.000'])
  })

  it('one that sees nothing holds the query back', async () => {
    const { query } = await play(['a@10:00', 'a@12:00'], 'append', byUser)
    expect(query.recentProgress.map(one => one.eventTime.watermark)).toEqual(['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'])
  })
})

describe('batches without data', () => {
  const oldest = ['a@10:00', 'a@12:00']

  it('close windows in append and update, not in complete', async () => {
    expect((await play(oldest, 'append')).emitted.length).toBe(3)
    expect((await play(oldest, 'update')).emitted.length).toBe(3)
    expect((await play(oldest, 'complete')).emitted.length).toBe(2)
  })

  it('do not run without a stateful operator', async () => {
    expect((await play(oldest, 'append', stream => withWatermark(read(stream), 'ts', '10 minutes'))).emitted.length).toBe(2)
  })

  it('can be turned off', async () => {
    const stream = memoryStream(schema)
    for (const add of oldest) stream.addRows(events(add))
    const { sink, emitted } = recorder()
    const query = await engineWith({ conf: { 'spark.sql.streaming.noDataMicroBatches.enabled': 'false' } }).start(querySpec(windowedCounts(stream), sink))
    await query.awaitTermination()
    expect(emitted.length).toBe(2)
  })
})

it('a stateless query keeps late rows', async () => {
  const { emitted, query } = await play(['a@12:00', 'a@12:01', 'b@09:00'], 'append', stream => project(withWatermark(read(stream), 'ts', '10 minutes'), [columnRef('user')]))
  expect(rowsIn(emitted)).toEqual([['a'], ['a'], ['b']])
  expect(query.ledger.counts.late).toBe(0)
})

it('a limit counts over the whole stream in append, over the table in complete', async () => {
  const { emitted, query } = await play(adds, 'append', stream => limit(project(read(stream), [columnRef('user')]), 4))
  expect(rowsIn(emitted)).toEqual([['a', 'a', 'b'], ['a'], [], [], [], []])
  expect(query.recentProgress.map(({ stateOperators: [of] }) => `${of.operatorName} ${of.numRowsTotal}/${of.numRowsUpdated}`)).toEqual(
    ['globalLimit 1/1', 'globalLimit 1/1', 'globalLimit 1/0', 'globalLimit 1/0', 'globalLimit 1/0', 'globalLimit 1/0'])
  const top = (stream: MemoryStream): Node => limit(sort(aggregate(read(stream), [columnRef('user')], [counts()]), [{ by: columnRef('count'), descending: true, nullsFirst: false }]), 1)
  expect(rowsIn((await play(adds, 'complete', top)).emitted).at(-1)).toEqual(['a 4'])
})

it('an aggregate without keys has one group, also before any row', async () => {
  const none = call('eq', [columnRef('user'), literal('nobody', { kind: 'string' })])
  const plan = (stream: MemoryStream): Node => aggregate(filter(read(stream), none), [], [counts(), toExpression(max('user').as('last'))])
  expect(rowsIn((await play(['a@10:00', 'b@10:01'], 'update', plan)).emitted)).toEqual([['0 null'], ['0 null']])
})

it('tells why there is no output yet', async () => {
  const stream = memoryStream(schema)
  for (const add of adds.slice(0, 2)) stream.addRows(events(add))
  const query = await engineWith().start(querySpec(windowedCounts(stream), recorder().sink))
  await query.awaitTermination()
  expect([...query.why()].map(one => ({ ...one, start: String(one.start), end: String(one.end), needsEventTime: String(one.needsEventTime) }))).toEqual([
    { start: '2024-01-01T11:00:00Z', end: '2024-01-01T12:00:00Z', groups: 1, needsEventTime: '2024-01-01T12:10:00Z', missingMs: 50 * 60_000 },
  ])
})

it('collects a batch frame with the same operators, and refuses a stream', async () => {
  const stream = memoryStream(schema)
  for (const add of adds) stream.addRows(events(add))
  const counted = (streaming: boolean): Node =>
    aggregate(withWatermark(scan(stream.source, {}, null, streaming), 'ts', '10 minutes'), [toExpression(window('ts', '1 hour')), columnRef('user')], [counts()])
  const batches = await engineWith().collect(counted(false))
  expect(batches.flatMap(rowsOf).map(shown).sort()).toEqual(['[10:00,11:00) a 2', '[10:00,11:00) b 2', '[11:00,12:00) a 2', '[11:00,12:00) c 1', '[12:00,13:00) b 2', '[13:00,14:00) z 1'])
  await expect(engineWith().collect(counted(true))).rejects.toMatchObject({ code: '_LEGACY_ERROR_TEMP_3102' })
  expect(engineWith().explain(counted(true))).toMatch(/^== Streaming plan ==\nAggregate \[window, user\], \[count\]/)
})

it('keeps what a filter takes out in quarantine, with its reason', async () => {
  const isA = toExpression(col('user').eq('a'))
  const { emitted, query } = await play(['a@10:00 b@10:01'], 'append', stream => filter(read(stream), isA, 'not a'))
  expect(rowsIn(emitted)).toEqual([[expect.stringMatching(/^a /)]])
  expect(query.ledger.entries).toMatchObject([{ kind: 'quarantined', reason: 'not a', origin: { offset: 1 }, row: { user: 'b' } }])
})
