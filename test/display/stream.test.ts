import { col, count, fromJson, memoryStream, spark, window, type StreamingQuery } from '../../src'
import { Instant } from '../../src/core/instant'
import { bar, display, line, type Chart } from '../../src/display'
import { labelText } from '../../src/display/visible-text'
import { recordCell } from './recording-cell'

const SCHEMA = 'user STRING, action STRING, timestamp TIMESTAMP'

const committed = { subscribe: 'topic_log', 'kafka.isolation.level': 'read_committed' } as const
const logs = () => spark.readStream.kafka({ ...committed, startingOffsets: 'earliest' })
const logins = () => logs()
  .select(fromJson(col('value').cast('STRING'), SCHEMA).as('e'))
  .select('e.user', 'e.timestamp', 'e.action').where(col('action').eq('login'))
const at = (minute: number): Instant => Instant.ofMillis(Date.UTC(2026, 0, 5) + minute * 60_000)

afterEach(() => spark.stop())

test('a tape is drawn in about 20 frames, the last of them the answer', async () => {
  const cell = recordCell(true)
  const query = await display(logins().groupBy('user').agg({ logins: count() }), bar({ x: 'user', y: 'logins', limit: 500 }))
  expect(query.isActive).toBe(false)
  expect(cell.outputs).toHaveLength(2)
  const pictures = new Set(cell.outputs[0].map(frame => frame['image/svg+xml']))
  expect(pictures.size).toBeGreaterThanOrEqual(10)
  const batches = query.recentProgress.filter(progress => progress.numInputRows > 0)
  expect(batches.length).toBeGreaterThanOrEqual(18)
  expect(batches.length).toBeLessThanOrEqual(22)

  const whole = await spark.read.kafka(committed)
    .select(fromJson(col('value').cast('STRING'), SCHEMA).as('e')).select('e.user', 'e.action').where(col('action').eq('login'))
    .groupBy('user').agg({ logins: count() }).collect()
  const { data } = cell.last(0)['application/vnd.vegalite.v5+json'] as { data: { values: { x: string; y: number }[] } }
  const drawn = data.values.map(({ x, y }) => [x, BigInt(y)])
  expect(drawn.sort()).toEqual(whole.map(row => [labelText(row.user ?? '(null)', 40), row.logins]).sort())
  expect(cell.texts(1).at(-1)).toMatch(/^Query complete · batch \d+ · rows in 39,996 · state rows \d+ · late 0 · malformed 189/)
})

test('windows are drawn as an upsert by group, open ones lighter, with what they wait for', async () => {
  const cell = recordCell(true)
  const events = memoryStream(SCHEMA)
  const add = (...minutes: number[]): unknown => events.addData(minutes.map(minute => ({ user: 'ada', action: 'login', timestamp: at(minute) })))
  add(1, 2, 61)
  const hourly = spark.readStream.memory(events).withWatermark('timestamp', '10 minutes').groupBy(window('timestamp', '1 hour'), 'user').agg({ logins: count() })
  await display(hourly, bar({ x: 'window.start', y: 'logins' }))
  const { data } = cell.last(0)['application/vnd.vegalite.v5+json'] as { data: { values: object[] } }
  expect(data.values).toEqual([
    { x: Date.UTC(2026, 0, 5), x2: Date.UTC(2026, 0, 5, 1), y: 2, y2: 0, open: true, label: '2026-01-05 00:00–01:00, logins: 2 (so far)' },
    { x: Date.UTC(2026, 0, 5, 1), x2: Date.UTC(2026, 0, 5, 2), y: 1, y2: 0, open: true, label: '2026-01-05 01:00–02:00, logins: 1 (so far)' },
  ])
  expect(cell.texts(0).at(-1)).toContain('2 open windows, drawn lighter: the next closes once an event at or after 2026-01-05T01:10:00Z is seen')
  expect(cell.texts(1).at(-1)).toContain('  2026-01-05 00:00–01:00: 1 group, closes after an event at or after 2026-01-05T01:10:00Z')
})

test('live, the promise resolves at the first frame, and later batches redraw the same output', async () => {
  const cell = recordCell(false)
  const events = memoryStream('user STRING')
  events.addData([{ user: 'ada' }])
  const query = await display(spark.readStream.memory(events).groupBy('user').agg({ n: count() }), bar({ x: 'user', y: 'n' }), { framesPerSecond: 20 })
  expect(query.isActive).toBe(true)
  expect(cell.texts(0).at(-1)).toMatch(/N by user\n\nuser +n\n-+ +-+\nada +1/)
  for (let i = 0; i < 50; i++) {
    events.addData([{ user: 'ada' }])
    await query.processAllAvailable()
  }
  await query.stop()
  expect(cell.texts(1).at(-1)).toMatch(/^Query stopped · batch 50/)
  expect(cell.outputs).toHaveLength(2)
  expect(cell.texts(0).at(-1)).toMatch(/ada +51/)
  // 50 batches take far less than 2.5 s: most frames were overtaken.
  expect(cell.outputs[0].length).toBeLessThan(40)
})

test('a tape that a person watches is paced, and resolves at its first frame', async () => {
  const cell = recordCell(false)
  const query = await display(logins().groupBy('user').agg({ n: count() }), bar({ x: 'user', y: 'n' }), { batches: 12, framesPerSecond: 20 })
  expect(query.isActive).toBe(true)
  await until(() => cell.texts(1).at(-1)?.includes('complete') ?? false)
  expect(new Set(cell.outputs[0].map(frame => frame['text/html'] ?? frame['image/svg+xml'])).size).toBeGreaterThanOrEqual(10)
})

test('a stream of rows shows the newest', async () => {
  const cell = recordCell(true)
  const events = memoryStream('n INT')
  events.addData(Array.from({ length: 1500 }, (_, n) => ({ n })))
  await display(spark.readStream.memory(events), { limit: 3 })
  expect(cell.outputs).toHaveLength(1)
  expect(cell.texts(0).at(-1)).toMatch(/^ {3}n\n-+\n1497\n1498\n1499\nlast 3 of 1,500 rows, and 1,497 more\nQuery complete/)
})

test('a failed query shows its error in its cell and keeps the last frame', async () => {
  const cell = recordCell(true)
  const parsed = logs().select(fromJson(col('value').cast('STRING'), SCHEMA).as('e')).select('e.user').groupBy('user').agg({ n: count() })
  await expect(display(parsed, bar({ x: 'user', y: 'n' }), { badRecords: 'fail', batches: 500 })).rejects.toMatchObject({ code: 'STREAM_FAILED' })
  expect(cell.last(0)['image/svg+xml']).toContain('<svg')
  expect(cell.texts(1).at(-1)).toMatch(/^Query failed · .*\n\[MALFORMED_RECORD_IN_PARSING\] the record at topic_log, partition \d, offset \d+ cannot be read: .*\n {2}The query runs with badRecords/)
  expect(cell.last(1)['text/html']).toContain('The query failed.')
})

test('what a chart cannot draw is said before anything runs', async () => {
  const cell = recordCell(true)
  const events = memoryStream('user STRING, n INT')
  const frame = spark.readStream.memory(events)
  await expect(display(frame, line({ x: 'user', y: 'n' }))).rejects.toMatchObject({ code: 'INVALID_CHART', message: "a line needs a time or a number on x, and 'user' is a name" })
  await expect(display(frame, bar({ x: 'n', y: 'user' }) as Chart<never, never>)).rejects.toMatchObject({ code: 'INVALID_CHART', message: "y needs a number, and 'user' is STRING" })
  await expect(display(frame, bar({ x: 'usr', y: 'n' }) as Chart<never, never>)).rejects.toMatchObject({ code: 'UNRESOLVED_COLUMN' })
  await expect(display(frame, { outputMode: 'complete' })).rejects.toMatchObject({ code: 'STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION' })
  expect(cell.outputs).toEqual([])
  expect(spark.streams.active).toEqual([])
})

test('a running query shows its progress', async () => {
  const events = memoryStream('user STRING')
  const query: StreamingQuery = await spark.readStream.memory(events).writeStream.queryName('seen').start()
  events.addData([{ user: 'ada' }])
  const cell = recordCell(true)
  await display(query)
  expect(cell.texts(0).at(-1)).toMatch(/^Query seen running · batch 0 · rows in 1 ·/)
  expect(cell.last(0)['text/html']).toContain('<div class="tidemark-tiles"')
})

async function until(met: () => boolean): Promise<void> {
  for (let i = 0; i < 1600 && !met(); i++) await new Promise(resolve => setTimeout(resolve, 25))
  expect(met()).toBe(true)
}
