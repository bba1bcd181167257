import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { col, count, memoryStream, SparkSession, spark, window, type KafkaOptions, type StreamingQueryListener } from '../../src'
import { isTidemarkError } from '../../src/core/errors'
import { kafkaOptionNames } from '../../src/connectors/kafka/source/kafka-options'
import { refuses } from '../support/refuses'
import { temporaryFolder } from '../support/temporary-folder'

afterEach(() => spark.stop())

async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (isTidemarkError(error)) return error.sentence
    throw error
  }
  return 'nothing was refused'
}

describe('rows by hand', () => {
  test('a schema is DDL, an object, or a schema', async () => {
    const row = { user: 'ada', n: 1 }
    const byText = spark.createDataFrame([row], 'user STRING, n INT')
    const byObject = spark.createDataFrame([row], { user: 'STRING', n: 'INT' })
    const bySchema = spark.createDataFrame([row], byText.schema)
    expect(byObject.schema).toEqual(byText.schema)
    expect(await bySchema.collect()).toEqual([row])
  })

  test('a wrong value names its row and column; a wrong type its place', () => {
    const rows = [{ n: 1 }, { n: 'two' as unknown as number }]
    refuses(() => spark.createDataFrame(rows, 'n INT'), { code: 'VALUE_TYPE_MISMATCH', fault: 'user', message: "column 'n', row 1" })
    const ddl: string = 'n INTT'
    refuses(() => spark.createDataFrame([], ddl), { code: 'INVALID_DDL', hint: 'INT' })
  })

  test('range counts from the start to before the end', async () => {
    const ids = async (of: { collect(): Promise<{ id: bigint }[]> }): Promise<bigint[]> => (await of.collect()).map(row => row.id)
    expect(await ids(spark.range(3))).toEqual([0n, 1n, 2n])
    expect(await ids(spark.range(5, 0, -2))).toEqual([5n, 3n, 1n])
    expect(await ids(spark.range(3, 3))).toEqual([])
    refuses(() => spark.range(0.5), { code: 'INVALID_RANGE' })
    refuses(() => spark.range(0, 3, 0), { code: 'INVALID_RANGE' })
  })
})

describe('readers', () => {
  test('Spark\'s spelling and the short one make the same plan', () => {
    const short = spark.readStream.kafka({ subscribe: 'topic_log', startingOffsets: 'earliest' })
    const long = spark.readStream.format('kafka').option('subscribe', 'topic_log').options({ startingOffsets: 'earliest' }).load()
    expect(long.plan).toEqual(short.plan)
    expect(long.columns).toEqual(['key', 'value', 'topic', 'partition', 'offset', 'timestamp', 'timestampType'])
    expect(spark.readStream.kafka({ subscribe: 'topic_log', includeHeaders: true }).columns).toContain('headers')
  })

  test('the type of the Kafka options knows those of the source', () => {
    const typed: Record<Exclude<keyof KafkaOptions, 'includeHeaders'> | 'includeHeaders', true> = {
      'kafka.bootstrap.servers': true, brokers: true, tape: true, subscribe: true, subscribePattern: true, assign: true, startingOffsets: true, endingOffsets: true,
      startingTimestamp: true, startingOffsetsByTimestamp: true, startingOffsetsByTimestampStrategy: true, endingTimestamp: true, endingOffsetsByTimestamp: true,
      maxOffsetsPerTrigger: true, failOnDataLoss: true, includeHeaders: true, 'kafka.isolation.level': true, 'kafka.check.crcs': true,
      'kafka.max.partition.fetch.bytes': true, 'kafka.client.id': true, 'kafka.security.protocol': true, 'kafka.sasl.mechanism': true, 'kafka.sasl.jaas.config': true,
      'kafka.ssl.truststore.type': true, 'kafka.ssl.truststore.location': true, 'kafka.ssl.truststore.certificates': true, 'kafka.ssl.keystore.type': true,
      'kafka.ssl.keystore.certificate.chain': true, 'kafka.ssl.keystore.key': true, 'kafka.ssl.key.password': true, 'kafka.ssl.endpoint.identification.algorithm': true,
      'kafka.group.id': true, groupIdPrefix: true, minPartitions: true,
    }
    expect(Object.keys(typed).sort()).toEqual([...kafkaOptionNames].sort())
  })

  test('unknown formats and options name the nearest', () => {
    refuses(() => spark.readStream.format('kafak').load(), { code: 'DATA_SOURCE_NOT_FOUND', hint: "Did you mean 'kafka'?" })
    refuses(() => spark.readStream.format('kafka').option('subscrib', 'x').load(), { code: 'UNKNOWN_OPTION', hint: "Did you mean 'subscribe'?" })
  })

  test('Kafka without servers reads the tape', async () => {
    const records = spark.read.kafka({ subscribe: 'topic_log' })
    expect(await records.where(col('partition').eq(0)).limit(1).select('offset', 'topic').collect()).toEqual([{ offset: 0n, topic: 'topic_log' }])
  })

  test('files by format', async () => {
    const dir = temporaryFolder('api')
    writeFileSync(join(dir, 'a.jsonl'), '{"user":"ada","n":1}\n{"user":"bob","n":2}\n')
    const typed = spark.read.schema('user STRING, n INT')
    expect(await typed.json(dir).collect()).toEqual([{ user: 'ada', n: 1 }, { user: 'bob', n: 2 }])
    expect(await typed.format('json').load(dir).count()).toBe(2)
    expect(await spark.read.text(dir).count()).toBe(2)
  })
})

describe('queries', () => {
  const events = (): ReturnType<typeof twoRows> => twoRows()
  function twoRows() {
    const stream = memoryStream('user STRING, ts TIMESTAMP')
    stream.addData([{ user: 'a', ts: new Date('2024-01-01T10:05:00Z') }, { user: 'a', ts: new Date('2024-01-01T12:00:00Z') }])
    return spark.readStream.memory(stream)
  }

  test('a memory table is read by its name, with its frame\'s types', async () => {
    const hourly = events().withWatermark('ts', '10 minutes').groupBy(window('ts', '1 hour'), 'user').agg({ logins: count() })
    const query = await hourly.writeStream.queryName('hourly').trigger({ availableNow: true }).start()
    expect(await query.awaitTermination()).toBe(true)
    expect(await spark.table('hourly', hourly).select('user', 'logins').collect()).toEqual([{ user: 'a', logins: 1n }])
    expect(spark.catalog.listTables()).toContain('hourly')
    expect(spark.catalog.tableExists('hourly')).toBe(true)
    refuses(() => spark.table('horly'), { code: 'TABLE_OR_VIEW_NOT_FOUND', hint: "Did you mean 'hourly'?" })
  })

  test('foreachBatch gets frames', async () => {
    const seen: [number, unknown[]][] = []
    const query = await events().writeStream
      .foreachBatch(async (frame, batchId) => { seen.push([batchId, await frame.select('user').collect()]) })
      .trigger({ availableNow: true }).start()
    await query.awaitTermination()
    expect(seen).toEqual([[0, [{ user: 'a' }, { user: 'a' }]]])
    expect(query.lastProgress?.sink).toEqual({ description: 'ForeachBatchSink', numOutputRows: -1 })
  })

  test('two active queries cannot have one name', async () => {
    const query = await events().writeStream.queryName('twice').start()
    expect(await code(events().writeStream.queryName('twice').start())).toMatch(/STREAMING_QUERY_NAME_TAKEN.*'twice'/)
    expect(spark.streams.active.map(one => one.name)).toEqual(['twice'])
    expect(spark.streams.get(query.id)).toBe(query)
    await query.stop()
    expect(spark.streams.active).toEqual([])
    await (await events().writeStream.queryName('twice').start()).stop()
  })

  test('what Spark refuses at start', async () => {
    const byUser = events().groupBy('user').count()
    const untyped = (of: unknown): { outputMode(mode: string): { queryName(name: string): { start(): Promise<unknown> } } } => of as ReturnType<typeof untyped>
    expect(await code(untyped(byUser.writeStream).outputMode('append').queryName('x').start())).toMatch(/STREAMING_OUTPUT_MODE\.UNSUPPORTED_OPERATION.*append of an aggregate/)
    expect(await code(untyped(events().writeStream).outputMode('complete').queryName('x').start())).toMatch(/complete needs an aggregate/)
    expect(await code(events().writeStream.start())).toMatch(/QUERY_NAME_MISSING/)
    expect(await code(events().writeStream.format('memroy').start())).toMatch(/DATA_SOURCE_NOT_FOUND[\s\S]*memory/)
    expect(await code(events().writeStream.option('checkpointLocaton', 'x').queryName('x').start())).toMatch(/UNKNOWN_OPTION/)
    const batch = spark.range(1) as unknown as { writeStream: { queryName(name: string): { start(): Promise<unknown> } }; collect(): Promise<unknown> }
    expect(await code(batch.writeStream.queryName('x').start())).toMatch(/WRITE_STREAM_NOT_ALLOWED.*this one is a batch/)
    expect(await code((events() as unknown as typeof batch).collect())).toMatch(/never end/)
  })

  test('options of the query and of its sink are told apart, in any case', async () => {
    refuses(() => { events().writeStream.trigger({ processingTime: '10 secs ago' }) }, { code: 'INVALID_DURATION' })
    refuses(() => { events().writeStream.trigger({} as { availableNow: true }) }, { code: 'INVALID_TRIGGER', hint: 'availableNow: true' })
    refuses(() => { events().writeStream.trigger({ processingTime: '1 second', availableNow: true } as unknown as { availableNow: true }) }, { code: 'INVALID_TRIGGER' })
    expect(await code(events().writeStream.queryName('x').option('badRecords', 'drop').start())).toMatch(/badRecords is one of keep, quarantine, fail/)
    const dir = temporaryFolder('api')
    const query = await events().writeStream.option('CHECKPOINTLOCATION', dir).option('queryname', 'named').trigger({ availableNow: true }).start()
    expect(query.name).toBe('named')
    await query.awaitTermination()
    expect(String((await query.provenance()).checkpoint)).toBe(dir)
  })

  test('listeners hear of every query', async () => {
    const heard: string[] = []
    const listener: StreamingQueryListener = {
      onQueryStarted: ({ name }) => heard.push(`started ${name}`),
      onQueryProgress: ({ progress }) => heard.push(`batch ${progress.batchId}`),
      onQueryTerminated: ({ exception }) => heard.push(`ended ${exception}`),
    }
    spark.streams.addListener(listener)
    const query = await events().writeStream.queryName('heard').trigger({ availableNow: true }).start()
    expect(heard).toEqual(['started heard'])
    await query.awaitTermination()
    await new Promise(resolve => setTimeout(resolve, 20))
    spark.streams.removeListener(listener)
    expect(heard).toEqual(['started heard', 'batch 0', 'ended null'])
  })

  test('the end of the cell process stops all queries', async () => {
    const query = await events().writeStream.queryName('running').start()
    const shutdown = (globalThis as unknown as Record<symbol, () => Promise<void>>)[Symbol.for('tidemark.shutdown')]
    await shutdown()
    expect(query.isActive).toBe(false)
    expect(query.exception()).toBeNull()
  })
})

test('a session is built as in Spark', () => {
  const session = SparkSession.builder.appName('logins').config('spark.sql.streaming.multipleWatermarkPolicy', 'min').getOrCreate()
  expect(session).toBe(spark)
  expect(session.appName).toBe('logins')
  expect(session.version).toMatch(/^\d+\.\d+\.\d+/)
  refuses(() => SparkSession.builder.config('spark.sql.shuffle.partition', 2).getOrCreate(), { code: 'UNKNOWN_CONFIG' })
})
