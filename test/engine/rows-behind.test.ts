import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsBehind, averageHourlyLogins, col, count, desc, fromJson, memoryStream, parseLog, processStream, spark, window, type StreamingQuery } from '../../src'
import type { FrameCore } from '../../src/api/frame'
import { memorySink } from '../../src/connectors/memory'
import { temporaryFolder } from '../support/temporary-folder'

// Over the recorded topic, judged by a brute force that reads all of it and groups by hand.
const topic = { subscribe: 'topic_log', startingOffsets: 'earliest', 'kafka.isolation.level': 'read_committed' } as const

interface Login { readonly username: string; readonly ms: number; readonly place: string }
let logins: readonly Login[]

async function finished(frame: FrameCore, name: string, mode: 'append' | 'update' | 'complete'): Promise<StreamingQuery> {
  const query = await frame.context.start({ plan: frame.plan, name, mode, trigger: { kind: 'available-now' }, sink: { format: memorySink, options: {} }, checkpoint: null, badRecords: 'keep' })
  await query.awaitTermination()
  return query
}

beforeAll(async () => {
  const rows = await spark.read.kafka({ subscribe: 'topic_log', 'kafka.isolation.level': 'read_committed' })
    .select('partition', 'offset', fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('e')).collect()
  logins = rows.flatMap(({ partition, offset, e }) => {
    if (e === null || e.user === null || e.timestamp === null || e.action !== 'login') return []
    return [{ username: e.user, ms: e.timestamp.millis, place: `${partition} ${offset}` }]
  })
  expect(logins.length).toBeGreaterThan(1000)
})

test('every group of a tutorial query: as many rows counted as its count says, and those that a brute force finds', async () => {
  const hourly = parseLog(spark.readStream.kafka({ ...topic, maxOffsetsPerTrigger: 500 })).where(col('action_type').eq('login'))
    .withWatermark('timestamp', '10 minutes').groupBy(window('timestamp', '1 hour'), 'username').agg({ logins: count() })
  const query = await finished(hourly, 'marks_hourly', 'append')
  expect(query.ledger.counts.late).toBeGreaterThan(0)
  const marks = await spark.table('marks_hourly', hourly).collect()
  expect(marks.length).toBeGreaterThan(500)

  // One reading for all groups: the key names nothing, and the rows are grouped as the query does.
  const all = await rowsBehind(query, {}, { limit: Infinity })
  const behind = await all.collect() as unknown as { username: string; window: { start: { millis: number } }; partition: number; offset: bigint; counted: boolean }[]
  const counted = new Map<string, string[]>()
  for (const row of behind.filter(one => one.counted)) {
    const group = `${row.window.start.millis} ${row.username}`
    counted.set(group, [...(counted.get(group) ?? []), `${row.partition} ${row.offset}`])
  }
  const short = marks.filter(mark => counted.get(`${mark.window.start.millis} ${mark.username}`)?.length !== Number(mark.logins))
  expect(short).toEqual([])
  expect(all.late).toBe(query.ledger.counts.late)
  expect(new Set(behind.map(row => `${row.partition} ${row.offset}`))).toEqual(new Set(logins.map(one => one.place)))

  // And one by one, with the key a tooltip shows: the largest, the smallest, one with a late row, some between.
  const lateGroup = behind.find(row => !row.counted && marks.some(mark => mark.username === row.username && mark.window.start.millis === row.window.start.millis))
  const picked = [...marks].sort((a, b) => Number(b.logins) - Number(a.logins)).filter((mark, i) => i % 400 === 0 || i === marks.length - 1
    || (mark.username === lateGroup?.username && mark.window.start.millis === lateGroup.window.start.millis))
  for (const mark of picked) {
    const rows = await rowsBehind(query, { 'window.start': mark.window.start.toString(), username: mark.username }, { limit: Infinity })
    const found = await rows.select('partition', 'offset', 'counted').collect() as unknown as { partition: number; offset: bigint; counted: boolean }[]
    const brute = logins.filter(one => one.username === mark.username && one.ms >= mark.window.start.millis && one.ms < mark.window.end.millis)
    expect(rows.counted).toBe(Number(mark.logins))
    expect(rows.counted + rows.late).toBe(brute.length)
    expect(found.map(one => `${one.partition} ${one.offset}`).sort()).toEqual(brute.map(one => one.place).sort())
    expect(found.filter(one => one.counted)).toHaveLength(rows.counted)
  }
}, 120_000)

test('a key in the names of what stands above the aggregate; fewer columns give the rows of several groups', async () => {
  const perHour = processStream(parseLog(spark.readStream.kafka(topic)).withWatermark('timestamp', '10 minutes'), { groupByColumn: 'username', windowDuration: '1 hour' })
  const query = await finished(perHour, 'marks_per_hour', 'append')
  const table = spark.table('marks_per_hour', perHour)
  const [first] = await table.orderBy(desc('count')).limit(1).collect()
  const one = await rowsBehind(query, { 'timestamp.start': first.timestamp.start, username: first.username })
  expect(one.counted).toBe(Number(first.count))
  const hour = await rowsBehind(query, { timestamp: { start: first.timestamp.start.toDate() } }, { limit: 2 })
  expect(hour.counted).toBe(logins.filter(of => of.ms >= first.timestamp.start.millis && of.ms < first.timestamp.end.millis).length)
  expect(await hour.count()).toBe(2)
  expect(hour.caption).toBe(`${hour.counted} rows counted; the first 2 shown`)
  expect((await averageHourlyLogins(table).collect()).length).toBeGreaterThan(0)
  await expect(rowsBehind(query, { count: 3 })).rejects.toMatchObject({ code: 'INVALID_MARK_KEY' })
})

test('complete mode counts late rows too', async () => {
  const byUser = parseLog(spark.readStream.kafka({ ...topic, maxOffsetsPerTrigger: 4000 })).where(col('action_type').eq('login')).groupBy('username').agg({ logins: count() })
  const query = await finished(byUser, 'marks_by_user', 'complete')
  for (const { username, logins: n } of await spark.table('marks_by_user', byUser).limit(3).collect()) {
    expect((await rowsBehind(query, { username })).counted).toBe(Number(n))
  }
})

test.each([true, false])('what the topic no longer holds is an error, not a shorter answer (failOnDataLoss %s)', async failOnDataLoss => {
  const dir = temporaryFolder('tape')
  try {
    const tape = join(dir, 'topic_log')
    cpSync(join(__dirname, '../../data/topic_log'), tape, { recursive: true })
    const stream = spark.readStream.kafka({ ...topic, tape, failOnDataLoss })
    const query = await finished(stream.groupBy('partition').agg({ rows: count() }), `gone_${failOnDataLoss}`, 'complete')
    expect((await rowsBehind(query, { partition: 1 }, { limit: 1 })).counted).toBeGreaterThan(1000)
    // As retention does it: the oldest segment goes.
    const path = join(tape, 'tape.json')
    const told = JSON.parse(readFileSync(path, 'utf8')) as { partitions: { startOffset: number; files: Record<string, number> }[] }
    told.partitions[0].startOffset = 24
    delete told.partitions[0].files['00000000000000000000.log']
    writeFileSync(path, JSON.stringify(told))
    rmSync(join(tape, 'topic_log-0', '00000000000000000000.log'))
    await expect(rowsBehind(query, { partition: 1 })).rejects.toMatchObject({ code: 'ROWS_GONE', message: expect.stringContaining('topic_log') as string })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})

describe('a stream from memory', () => {
  const rows = [
    { user: 'ann', at: new Date('2024-01-01T10:05:00Z'), n: 1 }, { user: null, at: new Date('2024-01-01T10:10:00Z'), n: 2 },
    { user: 'ann', at: new Date('2024-01-01T10:50:00Z'), n: 3 },
  ]
  const feed = () => {
    const events = memoryStream('user STRING, at TIMESTAMP, n INT')
    events.addData(rows)
    return events
  }

  test('sliding windows: a row is behind each that covers it; a null groups with nulls', async () => {
    const events = memoryStream('user STRING, at TIMESTAMP, n INT')
    events.addData(rows)
    const frame = spark.readStream.memory(events).groupBy(window('at', '1 hour', '30 minutes'), 'user').agg({ rows: count() })
    const query = await finished(frame, 'sliding', 'complete')
    const marks = await spark.table('sliding', frame).collect()
    for (const mark of marks) {
      const behind = await rowsBehind(query, { 'window.start': mark.window.start, user: mark.user })
      expect(behind.counted).toBe(Number(mark.rows))
    }
    expect((await rowsBehind(query, { user: null })).counted).toBe(2)
    expect((await rowsBehind(query, {})).counted).toBe(6)
  })

  test('the columns: where a row is from, then its own, those included that the query did not need', async () => {
    const stream = spark.readStream.memory(feed())
    const query = await finished(stream.groupBy('user').agg({ rows: count() }), 'columns', 'complete')
    const behind = await rowsBehind(query, { user: 'ann' }, { like: stream })
    const first: { topic: string | null; partition: number | null; user: string | null; n: number | null } = (await behind.collect())[0]
    expect(first).toMatchObject({ topic: 'memory', partition: 0, offset: 0n, counted: true, user: 'ann', n: 1 })
    expect(behind.caption).toBe('2 rows counted')
    expect(Object.keys(first)).toEqual(['topic', 'partition', 'offset', 'counted', 'user', 'at', 'n'])
  })

  test('a query that has read only some of it gives those; without an aggregate, the rows with these values', async () => {
    const events = feed()
    const query = await finished(spark.readStream.memory(events).where(col('n').gt(1)).withColumn('twice', col('n').times(2)), 'rows_only', 'append')
    events.addData([{ user: 'ann', at: null, n: 9 }])
    expect(await (await rowsBehind(query, { user: 'ann' })).select('n', 'twice').collect()).toEqual([{ n: 3, twice: 6 }])
  })

  test('what cannot be said is refused in a sentence', async () => {
    const query = await finished(spark.readStream.memory(feed()).groupBy(window('at', '1 hour'), 'user').agg({ rows: count() }), 'refused', 'complete')
    const refused = async (key: object, options?: object): Promise<unknown> => rowsBehind(query, key as never, options).then(() => 'taken', (error: Error) => error)
    expect(await refused({ usr: 'ann' })).toMatchObject({ code: 'INVALID_MARK_KEY', message: "the result has no column 'usr'", hint: expect.stringContaining("Did you mean 'user'?") as string })
    expect(await refused({ rows: 1 })).toMatchObject({ code: 'INVALID_MARK_KEY', message: "'rows' is an aggregate of the rows, not what groups them", hint: "A mark's key is of: window, user." })
    expect(await refused({ 'window.start': 'soon' })).toMatchObject({ code: 'INVALID_MARK_KEY', message: "the key's 'window.start' is TIMESTAMP, and was given a text that is none" })
    expect(await refused({}, { limit: -1 })).toMatchObject({ code: 'INVALID_RANGE' })
    const limited = await finished(spark.readStream.memory(feed()).limit(2), 'limited', 'append')
    expect(await rowsBehind(limited, {}).catch((error: Error) => error)).toMatchObject({ code: 'NOT_SUPPORTED', message: "the rows behind a mark cannot be told through 'limit'" })
  })
})
