import { join } from 'node:path'
import { col, count, fromJson, Instant, LocalDate, memoryStream, prove, spark, sum, window } from '../../src'
import { cellOutput, installCellOutput, type MimeBundle } from '../../src/core/cell-output'
import { startSpark, stopSpark, type RunningSpark } from '../../src/workspace/servers/spark'
import { describeLive, java, pyspark } from './parts'

jest.setTimeout(240_000)

const root = join(__dirname, '../..')
const dir = join(root, '.tidemark/live/prove')

describeLive('prove: the same input through both engines', [java, pyspark], () => {
  let server: RunningSpark
  const shown: MimeBundle[] = []
  const before = cellOutput()
  beforeAll(async () => {
    server = await startSpark({ dir, port: 0, withoutKafka: true, timeoutMs: 280_000, conf: { 'spark.sql.shuffle.partitions': '1' } })
    installCellOutput({ headless: true, show: bundle => { shown.push(bundle); return { id: 'shown', update() {} } }, own() {} })
  }, 300_000)
  afterAll(async () => {
    installCellOutput(before)
    await stopSpark(dir)
  }, 60_000)

  const logs = () => spark.readStream.kafka({ tape: join(root, 'data/topic_log'), subscribe: 'topic_log', startingOffsets: 'earliest' })
    .select(fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('e'))
    .select('e.user', 'e.action', 'e.timestamp')
  const logins = () => logs().where(col('action').eq('login')).withWatermark('timestamp', '10 minutes')

  test('the hourly logins of the tape: equal, batch by batch, and the receipt says what was compared', async () => {
    const receipt = await prove(logins().groupBy(window('timestamp', '1 hour'), 'user').agg({ logins: count() }), { on: server.address, batches: 5 })
    expect(receipt).toMatchObject({
      equal: true, difference: null, outputMode: 'append', notes: [], on: server.address,
      versions: { spark: '4.1.1', node: process.version },
      input: { batches: 5, rows: 40_014, sources: [{ description: 'KafkaV2[Subscribe[topic_log]]', rows: 40_014 }] },
      // The batch without data that closes the last windows is one too.
      batches: { here: 6, there: 6 },
    })
    expect(receipt.rows.here).toBe(receipt.rows.there)
    expect(receipt.rows.here).toBeGreaterThan(5_000)
    expect(receipt.rows.hereSha256).toBe(receipt.rows.thereSha256)
    expect(shown.at(-1)).toMatchObject({ 'text/plain': expect.stringMatching(/^Result +equal\n/), 'text/html': expect.stringContaining('<code>') })
    // Nothing of a query stays on the server or here.
    expect(spark.streams.active).toEqual([])
  })

  test('a Spark that is told another watermark policy: not equal, and shown so', async () => {
    const both = logins().union(logs().where(col('user').eq('user1')).withWatermark('timestamp', '1 day')).groupBy(window('timestamp', '1 hour')).agg({ logins: count() })
    expect(await prove(both, { on: server.address, batches: 3 })).toMatchObject({ equal: true })
    const receipt = await prove(both, { on: server.address, batches: 3, sparkConf: { 'spark.sql.streaming.multipleWatermarkPolicy': 'max' } })
    expect(receipt).toMatchObject({ equal: false, difference: { what: 'watermark', batchId: 1, here: [expect.stringMatching(/Z$/)], there: [expect.stringMatching(/Z$/)] } })
    expect(receipt.difference?.here).not.toEqual(receipt.difference?.there)
    expect(receipt.rows.hereSha256).not.toBe(receipt.rows.thereSha256)
    expect(receipt.notes).toEqual(['Spark alone was set: spark.sql.streaming.multipleWatermarkPolicy = max.'])
    expect(shown.at(-1)).toMatchObject({ 'text/plain': expect.stringMatching(/^Result +NOT equal\nFirst difference +watermark of batch 1\nHere/) })
    // The same for both is the same again.
    expect(await prove(both, { on: server.address, batches: 3, conf: { 'spark.sql.streaming.multipleWatermarkPolicy': 'max' } })).toMatchObject({ equal: true })
  })

  test('values arrive as they are: microseconds, binary, exact integers, nulls, text of all kinds', async () => {
    const stream = memoryStream('id BIGINT, at TIMESTAMP, raw BINARY, text STRING, x DOUBLE, day DATE, tags ARRAY<STRING>, of STRUCT<a: INT, b: STRING>')
    stream.addData([{ id: 9_007_199_254_740_993n, at: new Instant(1_635_503_843_123_456n), raw: new Uint8Array([0, 255, 10]), text: 'Zoë "q" \\ \n\u2028', x: 0.1, day: new LocalDate(18_929), tags: ['a', null], of: { a: 1, b: null } }] as never)
    stream.addData([{ id: null, at: null, raw: null, text: null, x: Number.NaN, day: null, tags: null, of: null }] as never)
    const receipt = await prove(spark.readStream.memory(stream, { maxAddsPerTrigger: 1 }).select('id', 'at', 'raw', 'text', 'x', 'day', 'tags', 'of'), { on: server.address })
    expect(receipt).toMatchObject({ equal: true, batches: { here: 2, there: 2 }, rows: { here: 2, there: 2 } })
  })

  test('sums of doubles, complete mode, and a query that fails in both', async () => {
    const stream = memoryStream('k STRING, x DOUBLE, n INT')
    stream.addData(Array.from({ length: 300 }, (_, i) => ({ k: `k${i % 3}`, x: i / 7, n: i })))
    const frame = spark.readStream.memory(stream)
    expect(await prove(frame.groupBy('k').agg({ total: sum('x') }), { on: server.address, outputMode: 'complete' }))
      .toMatchObject({ equal: true, rows: { here: 3, there: 3 }, notes: expect.arrayContaining(['In complete mode the table of the last batch is compared.']) })
    expect(await prove(frame.select(col('n').divide(col('n').minus(5)).as('bad')), { on: server.address }))
      .toMatchObject({ equal: true, rows: { here: 0, there: 0 }, notes: ['This engine failed: DIVIDE_BY_ZERO.'] })
  })

  test('what cannot be proved is refused before anything runs', async () => {
    const frame = spark.readStream.memory(memoryStream('n INT'))
    await expect(prove(frame, { on: server.address })).rejects.toMatchObject({ code: 'NOTHING_TO_PROVE', hint: expect.stringContaining('earliest') })
    await expect(prove(frame, { on: 'sc://127.0.0.1:1' })).rejects.toMatchObject({ code: 'SPARK_UNREACHABLE' })
    await expect(prove(frame, { on: 'http://x' })).rejects.toMatchObject({ code: 'INVALID_CONNECT_URL' })
    await expect(prove(frame, { on: server.address, batches: 0 })).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    await expect(prove(spark.range(3) as never, { on: server.address })).rejects.toMatchObject({ code: 'INVALID_OPTION' })
  })
})
