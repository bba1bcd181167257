import { averageHourlyLogins, Instant, memoryStream, parseLog, processStream, spark } from '../../src'
import type { StreamingQuery } from '../../src'
import { refuses } from '../support/refuses'

const at = (text: string): Instant => Instant.ofMillis(Date.parse(text))
const record = (text: string): { value: Uint8Array } => ({ value: Buffer.from(text) })
const login = (user: string, timestamp: string, action = 'login'): { value: Uint8Array } => record(JSON.stringify({ user, action, timestamp }))

const records = [
  login('ada', '2021-10-29T10:05:00Z'),
  login('ada', '2021-10-29T10:37:23Z'),
  login('bob', '2021-10-29T10:59:59.999Z'),
  login('bob', '2021-10-29T10:30:00Z', 'logout'),
  login('ada', '2021-10-29T12:00:00Z'),
  record('not json'),
  record('{"user":"eve","action":"login"}'),
  record('{"user":"eve","action":"login","timestamp":"soon"}'),
  record('{"action":"login","timestamp":"2021-10-29T10:00:00Z"}'),
]

async function ran(query: StreamingQuery): Promise<StreamingQuery> {
  await query.awaitTermination()
  return query
}

afterEach(() => spark.stop())

test('parseLog names the fields, and takes rows out that it cannot read', async () => {
  const rows = await parseLog(spark.createDataFrame(records, 'value BINARY')).collect()
  expect(rows).toHaveLength(5)
  expect(rows[1]).toEqual({ username: 'ada', action_type: 'login', timestamp: at('2021-10-29T10:37:23Z') })
})

test('what parseLog takes out is in the ledger and in the progress, with its origin', async () => {
  const stream = memoryStream('value BINARY')
  stream.addData(records)
  const query = await ran(await parseLog(spark.readStream.memory(stream)).writeStream.queryName('parsed').trigger({ availableNow: true }).start())
  expect(query.ledger.counts.quarantined).toBe(4)
  expect(query.recentProgress.reduce((sum, one) => sum + one.ledger.quarantined, 0)).toBe(4)
  const quarantined = query.ledger.entries.filter(entry => entry.kind === 'quarantined')
  expect(quarantined.map(entry => entry.origin?.offset)).toEqual([5, 6, 7, 8])
  expect(quarantined[0].reason).toBe('parseLog: user, action or timestamp is missing or cannot be read')
  expect(await spark.table('parsed').count()).toBe(5)
})

test('processStream counts logins by window and user', async () => {
  const logs = parseLog(spark.createDataFrame(records, 'value BINARY'))
  const rows = await processStream(logs, { groupByColumn: 'username', windowDuration: '1 hour' }).orderBy('timestamp', 'username').collect()
  const window = { start: at('2021-10-29T10:00:00Z'), end: at('2021-10-29T11:00:00Z') }
  expect(rows).toEqual([
    { timestamp: window, username: 'ada', period: 60, periodLength: 6, count: 2n, avgCount: 2 / 6 },
    { timestamp: window, username: 'bob', period: 60, periodLength: 6, count: 1n, avgCount: 1 / 6 },
    { timestamp: { start: at('2021-10-29T12:00:00Z'), end: at('2021-10-29T13:00:00Z') }, username: 'ada', period: 60, periodLength: 6, count: 1n, avgCount: 1 / 6 },
  ])
})

test('another action, another window, another column', async () => {
  const logs = parseLog(spark.createDataFrame(records, 'value BINARY'))
  expect(await processStream(logs, { groupByColumn: 'username', windowDuration: '30 minutes', action: 'logout' }).collect()).toEqual([
    { timestamp: { start: at('2021-10-29T10:30:00Z'), end: at('2021-10-29T11:00:00Z') }, username: 'bob', period: 30, periodLength: 3, count: 1n, avgCount: 1 / 3 },
  ])
  const byAction = await processStream(logs, { groupByColumn: 'action_type', windowDuration: '1 day' }).collect()
  expect(byAction.map(row => [row.action_type, row.count, row.periodLength])).toEqual([['login', 4n, 144]])
})

test('a stream emits a window once the watermark has passed it', async () => {
  const stream = memoryStream('value BINARY')
  stream.addData(records)
  const perHour = processStream(parseLog(spark.readStream.memory(stream)).withWatermark('timestamp', '10 minutes'), { groupByColumn: 'username' })
  await ran(await perHour.writeStream.queryName('per_hour').trigger({ availableNow: true }).start())
  const table = spark.table('per_hour', perHour)
  expect((await table.orderBy('username').collect()).map(row => [row.username, row.count])).toEqual([['ada', 2n], ['bob', 1n]])
})

test("averageHourlyLogins is each user's mean over their hourly counts", async () => {
  const hours = spark.createDataFrame([{ username: 'ada', count: 2n }, { username: 'ada', count: 1n }, { username: 'bob', count: 4n }], 'username STRING, count BIGINT')
  expect(await averageHourlyLogins(hours).orderBy('username').collect()).toEqual([
    { username: 'ada', averageHourlyLogins: 1.5 }, { username: 'bob', averageHourlyLogins: 4 },
  ])
})

test('a window that ten-minute periods do not fill is refused, with that reason', () => {
  const logs = parseLog(spark.createDataFrame(records, 'value BINARY'))
  refuses(() => processStream(logs, { groupByColumn: 'username', windowDuration: '25 minutes' }), { code: 'WINDOW_NOT_IN_PERIODS', fault: 'user', message: 'no multiple of ten minutes' })
  refuses(() => processStream(logs, { groupByColumn: 'username', windowDuration: '1 month' }), { code: 'INVALID_DURATION', fault: 'user', message: 'no fixed length' })
})

test('a stream without a watermark is refused at run time too', () => {
  const logs = parseLog(spark.readStream.memory(memoryStream('value BINARY')))
  const untyped = processStream as (frame: unknown, options: { groupByColumn: string }) => unknown
  refuses(() => untyped(logs, { groupByColumn: 'username' }), { code: 'WATERMARK_MISSING', fault: 'user', message: 'needs a watermark' })
})
