import { join } from 'node:path'
import { batch } from '../../src/batch/batch'
import type { SourceFormat } from '../../src/connectors/contract'
import { kafka } from '../../src/connectors/kafka'
import { memoryStream, type MemoryStream } from '../../src/connectors/memory/memory-stream'
import { parseDdl } from '../../src/core'
import { call, columnRef, literal } from '../../src/expr/expression'
import { col, toExpression } from '../../src/expr/column'
import { count, fromJson, window } from '../../src/expr/functions'
import { aggregate, filter, project, scan, union, withWatermark, type Node, type QuerySpec, type StreamingQuery, type WhyKind } from '../../src/plan'
import { fakeClock } from './fake-clock'
import { engineWith, events, play, querySpec, recorder, schema, windowedCounts } from './rig'

const live = { trigger: { kind: 'processing-time', intervalMs: 0 } } as const
const open: StreamingQuery[] = []
afterEach(async () => { for (const query of open.splice(0)) await query.stop() })

async function running(plan: Node, more: Partial<QuerySpec> = {}, effects: Parameters<typeof engineWith>[0] = {}): Promise<StreamingQuery> {
  const query = await engineWith(effects).start(querySpec(plan, recorder().sink, { ...live, ...more }))
  open.push(query)
  return query
}

const kinds = (query: StreamingQuery): WhyKind[] => query.why().reasons.map(one => one.kind)
const textOf = (query: StreamingQuery, kind: WhyKind): string | undefined => query.why().reasons.find(one => one.kind === kind)?.text

it('names the event time the next window needs, what one event would close, and prints as sentences', async () => {
  const stream = memoryStream(schema)
  for (const add of ['a@10:05 b@10:59:59.999 a@11:00', 'a@11:20']) stream.addRows(events(add))
  const query = await running(windowedCounts(stream))
  await query.processAllAvailable()
  const why = query.why()
  expect(Object.isFrozen(why)).toBe(true)
  expect([...why]).toEqual(why.openWindows)
  expect(why.openWindows.map(one => [String(one.start), one.groups, String(one.needsEventTime), one.missingMs])).toEqual([['2024-01-01T11:00:00Z', 1, '2024-01-01T12:10:00Z', 50 * 60_000]])
  expect(String(why)).toBe([
    '1 window is open: append gives a window once the watermark has passed its end. The watermark stands at 2024-01-01T11:10:00Z; the first needs an event at or after 2024-01-01T12:10:00Z, 50 minutes beyond the newest (2024-01-01T11:20:00Z).',
    '2 rows have been given so far.',
    '→ One event at or after 2024-01-01T12:10:00Z on any partition closes 1 window.',
    "→ Where no event may come for long, let the producer send a heartbeat, or use outputMode('update') to see windows while they are open.",
    'Open windows:',
    '  2024-01-01T11:00:00Z – 2024-01-01T12:00:00Z: 1 group, closes after an event at or after 2024-01-01T12:10:00Z',
  ].join('\n'))
  expect(why.watermark).toMatchObject({ policy: 'min', nodes: [{ column: 'ts', delayMs: 600_000, holds: true }] })
  expect(String(why.watermark?.newestEventTime)).toBe('2024-01-01T11:20:00Z')
  // What it says would help, helps.
  stream.addRows(events('z@12:10'))
  await query.processAllAvailable()
  expect(query.why().openWindows.map(one => String(one.start))).toEqual(['2024-01-01T12:00:00Z'])
})

it('tells an empty stream from one that is read from its end on', async () => {
  const query = await running(windowedCounts(memoryStream(schema)))
  await query.processAllAvailable()
  expect(query.why().reasons).toEqual([{ kind: 'no-data', text: 'No data yet: memory has given no rows.' }])

  const fromEnd = scan(kafka, { subscribe: 'topic_log', tape: join(__dirname, '../../data/topic_log') }, null, true)
  const late = await running(fromEnd)
  await late.processAllAvailable()
  expect(textOf(late, 'no-data')).toMatch(/^No data yet: topic topic_log is read from its end on, as startingOffsets is 'latest', the default of a stream\. What lay there before \(offsets up to topic_log\[0\] 13,345, .*\) is left out, and nothing has come since\.$/)
  expect(late.why().help).toEqual(["With the option startingOffsets: 'earliest' a new query reads what is there."])
})

it('says when the trigger is next due', async () => {
  const clock = fakeClock(Date.parse('2024-06-01T12:00:10Z'))
  const stream = memoryStream(schema)
  stream.addRows(events('a@10:00'))
  const query = await running(windowedCounts(stream), { trigger: { kind: 'processing-time', intervalMs: 300_000 } }, { clock })
  await clock.advance(1000)
  expect(textOf(query, 'waiting-for-trigger')).toBe('The next batch is due at 2024-06-01T12:05:00Z: the trigger runs every 5 minutes. What came since the last batch is not read yet.')
})

it('tells how a query ended', async () => {
  const { query: done } = await play(['a@10:00'], 'append')
  expect(done.ending).toBe('complete')
  expect(done.why().reasons[0]).toEqual({ kind: 'complete', text: 'The query has read what there was and has ended; 1 window is open.' })
  const stopped = await running(windowedCounts(memoryStream(schema)))
  await stopped.stop()
  expect([stopped.ending, kinds(stopped)[0]]).toEqual(['stopped', 'stopped'])
  const stream = memoryStream(parseDdl('value STRING'))
  stream.addRows([{ value: 'not json' }])
  const failed = await running(project(scan(stream.source, {}, null, true), [toExpression(fromJson(col('value'), 'user STRING').as('e'))]), { badRecords: 'fail' })
  await failed.awaitTermination().catch(() => {})
  expect(failed.ending).toBe('failed')
  expect(textOf(failed, 'failed')).toMatch(/^The query failed: \[MALFORMED_RECORD_IN_PARSING\] the record at memory, partition 0, offset 0 /)
  expect(failed.why().help).toHaveLength(1)
})

it('tells that all rows were filtered out, malformed, late or without a time', async () => {
  const nobody = (stream: MemoryStream): Node => aggregate(withWatermark(filter(scan(stream.source, { maxAddsPerTrigger: 1 }, null, true), call('eq', [columnRef('user'), literal('nobody', { kind: 'string' })])), 'ts', '10 minutes'), [toExpression(window('ts', '1 hour'))], [toExpression(count().as('n'))])
  const { query: filtered } = await play(['a@10:00 b@10:01'], 'append', nobody)
  expect(textOf(filtered, 'filtered')).toBe('2 rows came and none passed the filters up to the groups.')

  const { query: timeless } = await play(['a@ b@'], 'append')
  expect(textOf(timeless, 'no-event-time')).toBe("2 rows came and none has a time in 'ts': a row without an event time is in no window.")

  const stream = memoryStream(parseDdl('value STRING'))
  stream.addRows([{ value: 'not json' }, { value: '{"user":1' }])
  const parsed = project(scan(stream.source, {}, null, true), [toExpression(fromJson(col('value'), 'user STRING').as('e'))])
  const query = await running(filter(project(parsed, [columnRef('e.user')]), toExpression(col('user').isNotNull())))
  await query.processAllAvailable()
  expect(textOf(query, 'malformed')).toBe('All 2 rows could not be read as the schema says: 2 malformed, 0 quarantined.')

  const { query: late } = await play(['z@2030-01-01T00:00', 'z@2030-01-01T00:00', 'a@10:00 b@10:01'], 'append', of => aggregate(
    withWatermark(scan(of.source, { maxAddsPerTrigger: 1 }, null, true), 'ts', '10 minutes'), [toExpression(window('ts', '1 minute'))], [toExpression(count().as('n'))]))
  expect(late.ledger.counts.late).toBe(2)
  expect(textOf(late, 'watermark')).toContain('The watermark stands at 2029-12-31T23:50:00Z')
  expect(kinds(late)).not.toContain('filtered')
})

it('names the watermark that holds, by the policy', async () => {
  const [left, right] = [memoryStream(schema), memoryStream(schema)]
  left.addRows(events('a@12:00'))
  right.addRows(events('b@10:30'))
  const plan = aggregate(union(withWatermark(scan(left.source, {}, null, true), 'ts', '10 minutes'), withWatermark(scan(right.source, {}, null, true), 'ts', '20 minutes')), [toExpression(window('ts', '1 hour'))], [toExpression(count().as('n'))])
  const min = await running(plan)
  await min.processAllAvailable()
  expect(min.why().watermark?.nodes.map(node => [String(node.at), node.holds])).toEqual([['2024-01-01T11:50:00Z', false], ['2024-01-01T10:10:00Z', true]])
  expect(textOf(min, 'several-watermarks')).toBe("There are 2 watermarks, and the lowest counts (multipleWatermarkPolicy min): 'ts' (delay 10 minutes) stands at 2024-01-01T11:50:00Z; 'ts' (delay 20 minutes) stands at 2024-01-01T10:10:00Z, and holds the query.")
  expect(min.why().openWindows.map(one => [String(one.needsEventTime), one.missingMs])).toEqual([['2024-01-01T11:20:00Z', 50 * 60_000], ['2024-01-01T13:20:00Z', 170 * 60_000]])
  expect(min.why().help[0]).toBe("One event at or after 2024-01-01T11:20:00Z for 'ts' (delay 20 minutes) closes 1 window.")
  // And it does.
  right.addRows(events('b@11:20'))
  await min.processAllAvailable()
  expect(min.why().openWindows.map(one => String(one.end))).toEqual(['2024-01-01T12:00:00Z', '2024-01-01T13:00:00Z'])
  const max = await running(plan, {}, { conf: { 'spark.sql.streaming.multipleWatermarkPolicy': 'max' } })
  await max.processAllAvailable()
  expect(max.why().watermark).toMatchObject({ policy: 'max', nodes: [{ holds: true }, { holds: false }] })
})

describe('partitions', () => {
  /** A stream of several partitions: each add is one's, by its number. */
  function partitioned(): { readonly source: SourceFormat; add(partition: number, rows: string): void } {
    const stream = memoryStream(schema)
    const parts: number[] = []
    return {
      add: (partition, rows) => {
        parts.push(partition)
        stream.addRows(events(rows))
      },
      source: {
        ...stream.source,
        open: async (options, given, context) => {
          const source = await stream.source.open(options, given, context)
          return {
            ...source,
            async *read(from, to, columns) {
              let at = from as number
              for await (const one of source.read(from, to, columns)) {
                yield batch(one.schema, one.columns, one.numRows, [{ source: 'topic_log', partition: parts[at++], length: one.numRows, offsets: null, base: 0 }])
              }
            },
          }
        },
      },
    }
  }

  const counts = (source: SourceFormat): Node => aggregate(withWatermark(scan(source, {}, null, true), 'ts', '10 minutes'), [toExpression(window('ts', '1 hour'))], [toExpression(count().as('n'))])

  it('a slow one does not hold the watermark, and its rows are at risk', async () => {
    const { source, add } = partitioned()
    add(0, 'a@12:00')
    add(1, 'b@09:00 b@08:00')
    add(0, 'a@12:30')
    const query = await running(counts(source))
    await query.processAllAvailable()
    const { partitions, watermark } = query.why()
    expect(partitions.map(one => [one.source, one.partition, one.rows, String(one.newestEventTime), one.behindMs])).toEqual([
      ['topic_log', 0, 2, '2024-01-01T12:30:00Z', 0], ['topic_log', 1, 2, '2024-01-01T09:00:00Z', 3.5 * 3_600_000],
    ])
    expect(String(watermark?.at)).toBe('2024-01-01T12:20:00Z')
    expect(textOf(query, 'slow-partition')).toBe('Partition 1 of topic_log is behind the watermark: the newest event of partition 1 of topic_log is 2024-01-01T09:00:00Z, 3 hours 30 minutes behind the newest of all. A slow partition does not hold the watermark; its rows are dropped as late once their window has closed.')
  })

  it('a quiet one is named with the time of its last rows', async () => {
    const clock = fakeClock()
    const { source, add } = partitioned()
    add(0, 'a@12:00')
    add(1, 'b@12:00')
    const query = await running(counts(source), {}, { clock })
    await clock.advance(1000)
    expect(kinds(query)).not.toContain('idle-partition')
    await clock.advance(61_000)
    add(0, 'a@12:01')
    await clock.advance(1000)
    expect(textOf(query, 'idle-partition')).toMatch(/^Partition 1 of topic_log has had no rows since 2024-06-01T12:00:00(\.\d+)?Z\. Spark's watermark follows the newest event of any partition, so a quiet one does not hold it\.$/)
    expect(query.why().partitions.map(one => one.idle)).toEqual([false, true])
  })
})

it('lag is measured by partition, also while nothing comes', async () => {
  const stream = memoryStream(schema)
  for (const add of ['a@10:00', 'a@10:01 b@10:01', 'a@10:02']) stream.addRows(events(add))
  const query = await running(windowedCounts(stream), { trigger: { kind: 'available-now' } })
  await query.awaitTermination()
  expect(query.recentProgress.slice(0, 3).map(({ sources: [one] }) => [one.behind, one.metrics?.maxOffsetsBehindLatest])).toEqual(
    [3, 1, 0].map(records => [[{ source: 'memory', partition: 0, records }], String(records)]))
})

it('what is to be done at the end is done before stop resolves, and nothing is called after', async () => {
  const stream = memoryStream(schema)
  const query = await running(windowedCounts(stream))
  const heard: string[] = []
  query.onProgress(() => { heard.push('progress') })
  query.onEnd(async () => {
    await new Promise(resolve => setTimeout(resolve, 20))
    heard.push(`ended ${String(query.ending)}`)
  })
  query.onEnd(() => { throw new Error('its own affair') })
  await query.stop()
  expect(heard).toEqual(['ended stopped'])
  await new Promise<void>(resolve => { query.onEnd(resolve) })
})
