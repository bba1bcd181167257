import { col, count, Instant, memoryStream, spark, window } from '../../src'

test('rows go through a frame and come back typed', async () => {
  const frame = spark.createDataFrame([{ user: 'ada', n: 1 }, { user: 'bob', n: 5 }, { n: 7 }], 'user STRING, n INT')
  expect(await frame.where(col('n').gt(1)).select('user', col('n').cast('BIGINT').as('big')).collect()).toEqual([
    { user: 'bob', big: 5n }, { user: null, big: 7n },
  ])
  expect(await frame.count()).toBe(3)
  expect(await frame.groupBy().agg({ n: count() }).first()).toEqual({ n: 3n })
})

test('a stream is grouped by windows into a memory table', async () => {
  const events = memoryStream('user STRING, ts TIMESTAMP')
  const hourly = spark.readStream.memory(events)
    .withWatermark('ts', '10 minutes')
    .groupBy(window('ts', '1 hour'), 'user')
    .agg({ logins: count() })
  const query = await hourly.writeStream.queryName('hourly').outputMode('append').start()
  events.addData([{ user: 'a', ts: new Date('2024-01-01T10:05:00Z') }, { user: 'a', ts: new Date('2024-01-01T12:00:00Z') }])
  await query.processAllAvailable()
  expect(await spark.table('hourly', hourly).select('logins', col('window.start').as('start')).collect()).toEqual([
    { logins: 1n, start: Instant.ofMillis(Date.parse('2024-01-01T10:00:00Z')) },
  ])
  await query.stop()
})
