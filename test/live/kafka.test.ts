import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/core/clock'
import type { Json, Source, SourceContext } from '../../src/connectors/contract'
import { kafka, openLiveReader, openTapeReader, openWriter, readRange, recordTape } from '../../src/connectors/kafka'
import type { KafkaReader, KafkaWriter, OutgoingRecord } from '../../src/connectors/kafka'
import { kafkajsClient } from '../../src/connectors/kafka/connection'
import { readBatchHeader } from '../../src/connectors/kafka/records/batch-header'
import { codecs } from '../../src/connectors/kafka/records/decompress'
import { plaintext } from '../../src/connectors/kafka/security'
import { seedTopic } from '../../src/workspace/generator'
import { startKafka, stopKafka } from '../../src/workspace/servers/kafka'
import { allRecords, readerContract } from '../contracts/kafka-reader'
import { brokerForTests, libs } from './kafka-server'
import { describeLive, java, maven } from './parts'

jest.setTimeout(180_000)

const saslPort = 20_000 + process.pid % 10_000

describeLive('a real Kafka', [java, maven], () => {
  let broker: Awaited<ReturnType<typeof brokerForTests>>
  let reader: KafkaReader
  let writer: KafkaWriter
  let scratch: string

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'tidemark-live-'))
    broker = await brokerForTests({
      properties: {
        'listeners': `SASL_PLAINTEXT://127.0.0.1:${saslPort}`,
        'advertised.listeners': `SASL_PLAINTEXT://127.0.0.1:${saslPort}`,
        'listener.security.protocol.map': 'SASL_PLAINTEXT:SASL_PLAINTEXT',
        'sasl.enabled.mechanisms': 'PLAIN',
        'listener.name.sasl_plaintext.plain.sasl.jaas.config': 'org.apache.kafka.common.security.plain.PlainLoginModule required user_analyst="open sesame";',
      },
    })
    reader = openLiveReader({ brokers: broker.brokers })
    writer = openWriter({ brokers: broker.brokers })
    await seedTopic({ brokers: broker.brokers, topic: 'topic_log', events: 9_000 })
  })

  afterAll(async () => {
    await reader?.close()
    await writer?.close()
    await broker?.stop()
    rmSync(scratch, { recursive: true, force: true })
  })

  const record = (value: string, more: Partial<OutgoingRecord> = {}): OutgoingRecord =>
    ({ partition: 0, key: null, value: Buffer.from(value), timestamp: 1_635_503_843_000, ...more })

  const values = async (of: KafkaReader, topic: string, maxBytes?: number): Promise<string[]> =>
    (await allRecords(of, topic, 0, 'read_committed', maxBytes)).map(line => Buffer.from(line.split(' ')[3], 'base64').toString())

  const context = (entries: Json[] = [], warnings: string[] = []): SourceContext => ({
    streaming: true, env: {}, clock: systemClock, log: { entries: () => entries, append: entry => { entries.push(entry) } }, warn: message => { warnings.push(message) },
  })

  describe('reads as the contract says', () => readerContract(() => openLiveReader({ brokers: broker.brokers }), { topic: 'topic_log', partitions: 4, full: 1, empty: 3 }))

  test.each(codecs)('%s comes back as it was sent', async codec => {
    const topic = `codec-${codec}`
    await writer.createTopic(topic, 1, { 'retention.ms': '-1', 'compression.type': codec === 'none' ? 'uncompressed' : codec })
    // Repetitive, random, long and empty: literals, matches near and far, blocks stored as they are.
    const texts = [...Array(2_000).keys()].map(i => `{"n":${i},"user":"Zoë ${i % 7}","noise":"${Math.sin(i).toString(36)}"}`)
    const long = ['', 'x', 'ab'.repeat(70_000), [...Array(30_000).keys()].map(i => String.fromCodePoint(33 + (i * 7_919) % 5_000)).join('')]
    await writer.send(topic, texts.map(text => record(text)))
    await writer.send(topic, long.map(text => record(text)))
    expect(await values(reader, topic)).toEqual([...texts, ...long])
    const { bytes } = await reader.fetch({ topic, partition: 0, offset: 0 })
    expect(readBatchHeader(bytes, 0)?.codec).toBe(codec)
  })

  test('one producer that aborts, commits, aborts, commits and aborts', async () => {
    const topic = 'several-aborts'
    await writer.createTopic(topic, 1, { 'retention.ms': '-1' })
    const producer = openWriter({ brokers: broker.brokers, transactionalId: 'several-aborts' })
    try {
      for (const [name, end] of [['a1', 'abort'], ['c1', 'commit'], ['a2', 'abort'], ['c2', 'commit'], ['a3', 'abort']] as const) {
        await producer.transaction(topic, [record(`${name}-1`), record(`${name}-2`)], end)
      }
    } finally {
      await producer.close()
    }
    const wanted = ['c1-1', 'c1-2', 'c2-1', 'c2-2']
    expect(await values(reader, topic)).toEqual(wanted)
    // One batch a fetch: rows and the marker that gives them up come apart, and the partition ends in a marker.
    expect(await values(reader, topic, 1)).toEqual(wanted)
    expect((await allRecords(reader, topic, 0, 'read_uncommitted')).length).toBe(10)
  })

  test('a tape equals the wire and the broker\'s own files, byte for byte', async () => {
    const dir = join(scratch, 'tape')
    const json = await recordTape({ reader, topic: 'topic_log', dir, brokerVersion: '4.3.1' })
    expect(json.partitions.map(of => Object.keys(of.files).length > 0)).toEqual([true, true, true, false])
    for (const { partition, files } of json.partitions) {
      const own = join(broker.dir, 'data', `topic_log-${partition}`)
      const wanted = readdirSync(own).filter(name => /\.(log|txnindex)$/.test(name) && readFileSync(join(own, name)).length > 0).sort()
      expect(Object.keys(files).sort()).toEqual(wanted)
      for (const name of wanted) expect(readFileSync(join(dir, `topic_log-${partition}`, name)).equals(readFileSync(join(own, name)))).toBe(true)
    }
    const tape = openTapeReader(dir)
    expect((await tape.metadata('topic_log')).topicId).toBe((await reader.metadata('topic_log')).topicId)
    for (const partition of [0, 1, 2, 3]) expect(await allRecords(tape, 'topic_log', partition)).toEqual(await allRecords(reader, 'topic_log', partition))
  })

  test('a copy of the broker\'s log directory opens as a tape', async () => {
    const dir = join(scratch, 'copied')
    cpSync(join(broker.dir, 'data'), dir, { recursive: true })
    const copied = openTapeReader(dir)
    expect(await copied.topics()).toEqual(expect.arrayContaining(['topic_log', 'several-aborts']))
    expect((await copied.metadata('topic_log')).topicId).toBe((await reader.metadata('topic_log')).topicId)
    expect(await allRecords(copied, 'topic_log', 2)).toEqual(await allRecords(reader, 'topic_log', 2))
  })

  test('seeding leaves a topic alone that is there, and says how to replace it', async () => {
    await expect(seedTopic({ brokers: broker.brokers, topic: 'topic_log' })).rejects.toMatchObject({ code: 'ALREADY_THERE', fault: 'user' })
  })

  test('nobody at the address, another server at it, one that says nothing: soon, and told apart', async () => {
    const http = createHttpServer((_, response) => response.end('hello')).listen(0, '127.0.0.1')
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    const port = (of: { address(): AddressInfo | string | null }): number => (of.address() as AddressInfo).port
    const refusal = async (brokers: string): Promise<unknown> => {
      const at = openLiveReader({ brokers, connectTimeoutMs: 1_000 })
      const error: unknown = await at.topics().catch((of: unknown) => of)
      await at.close()
      return error
    }
    expect(await refusal('127.0.0.1:1')).toMatchObject({ code: 'BROKER_UNREACHABLE', message: 'nothing listens at 127.0.0.1:1', hint: expect.stringContaining('tidemark up kafka') })
    expect(await refusal('no-such-host.invalid:9092')).toMatchObject({ code: 'BROKER_UNREACHABLE', message: expect.stringContaining('no host') })
    expect(await refusal(`127.0.0.1:${port(http)}`)).toMatchObject({ code: 'BROKER_UNREACHABLE' })
    expect(await refusal(`127.0.0.1:${port(silent)}`)).toMatchObject({ code: 'BROKER_UNREACHABLE', message: expect.stringContaining('does not answer') })
    http.close()
    silent.close()
  })

  test('SASL by Spark\'s options: the right password reads, a wrong one is refused as such', async () => {
    const options = (password: string): Record<string, string> => ({
      'kafka.bootstrap.servers': `127.0.0.1:${saslPort}`, 'subscribe': 'topic_log', 'kafka.security.protocol': 'SASL_PLAINTEXT', 'kafka.sasl.mechanism': 'PLAIN',
      'kafka.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="analyst" password="${password}";`,
    })
    const right = await kafka.open(options('open sesame'), null, context())
    expect(await right.latestOffset()).toMatchObject({ topic_log: { 3: 0 } })
    await right.close()
    const wrong = await kafka.open(options('guess'), null, context())
    const error: unknown = await wrong.latestOffset().catch((of: unknown) => of)
    expect(error).toMatchObject({ code: 'KAFKA_NOT_AUTHORIZED', fault: 'user' })
    expect(JSON.stringify(error) + String(error)).not.toContain('guess')
    await wrong.close()
  })

  test('a topic deleted and made anew is not taken for the old one', async () => {
    const topic = 'made-anew'
    await writer.createTopic(topic, 1)
    await writer.send(topic, [record('old'), record('older')])
    const entries: Json[] = []
    const source = await kafka.open({ 'kafka.bootstrap.servers': broker.brokers, subscribe: topic, startingOffsets: 'earliest' }, null, context(entries))
    const from = await source.initialOffset()
    await writer.deleteTopic(topic)
    while ((await reader.topics()).includes(topic)) await systemClock.sleep(100)
    await writer.createTopic(topic, 1)
    await writer.send(topic, [record('new'), record('newer'), record('newest')])
    await expect(source.planEnd(from, false)).rejects.toMatchObject({ code: 'TOPIC_RECREATED' })
    await source.close()
    // A query restarted from its checkpoint knows it, too.
    const restarted = await kafka.open({ 'kafka.bootstrap.servers': broker.brokers, subscribe: topic }, null, context(entries))
    await expect(restarted.planEnd(from, false)).rejects.toMatchObject({ code: 'TOPIC_RECREATED' })
    await restarted.close()
  })

  test('records that retention took before they were read: an error, or a step over them', async () => {
    const topic = 'retention'
    await writer.createTopic(topic, 1, { 'retention.ms': '-1' })
    await writer.send(topic, [...Array(10).keys()].map(i => record(`r${i}`)))
    const client = kafkajsClient([broker.brokers], { clientId: 'test', security: plaintext, connectTimeoutMs: 3_000, requestTimeoutMs: 30_000 })
    const admin = client.admin()
    try {
      await admin.connect()
      await admin.fetchTopicMetadata({ topics: [topic] })
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '4' }] })
    } finally {
      await admin.disconnect()
    }
    const read = async (failOnDataLoss: boolean, warnings: string[]): Promise<number[]> => {
      const source = await kafka.open({ brokers: broker.brokers, subscribe: topic, failOnDataLoss }, null, context([], warnings))
      const rows: number[] = []
      try {
        const from = { [topic]: { 0: 1 } }
        for await (const batch of source.read(from, await source.planEnd(from, false), ['offset'])) rows.push(...[...Array(batch.numRows).keys()].map(i => batch.origin?.[0].base as number + i))
      } finally {
        await source.close()
      }
      return rows
    }
    await expect(read(true, [])).rejects.toMatchObject({ code: 'DATA_LOSS', details: { from: 1, to: 4 } })
    const warnings: string[] = []
    expect(await read(false, warnings)).toEqual([4, 5, 6, 7, 8, 9])
    expect(warnings).toEqual([expect.stringContaining('lost offsets 1 to 3 (3 in all)')])
  })

  test('a start and an end by time, over the topics that a pattern names, also those made later', async () => {
    const at = (hour: number): number => Date.UTC(2021, 9, 29, hour)
    const topics = ['timed-a', 'timed-b']
    for (const topic of topics) {
      await writer.createTopic(topic, 2)
      await writer.send(topic, [8, 9, 10, 11].flatMap(hour => [0, 1].map(partition => record(`${hour}`, { partition, timestamp: at(hour) }))))
    }
    const common = { brokers: broker.brokers, subscribePattern: 'timed-.*' }
    const stream = await kafka.open({ ...common, startingTimestamp: at(10) }, null, context())
    const start = await stream.initialOffset()
    expect(start).toEqual({ 'timed-a': { 0: 2, 1: 2 }, 'timed-b': { 0: 2, 1: 2 } })
    await writer.createTopic('timed-c', 1)
    await writer.send('timed-c', [record('8', { timestamp: at(8) })])
    while (!(await reader.topics()).includes('timed-c')) await systemClock.sleep(100)
    expect(await stream.planEnd(start, false)).toEqual({ 'timed-a': { 0: 4, 1: 4 }, 'timed-b': { 0: 4, 1: 4 }, 'timed-c': { 0: 1 } })
    await stream.close()
    const each = JSON.stringify({ 'timed-a': { 0: at(9), 1: at(12) }, 'timed-b': { 0: at(8), 1: at(11) } })
    const of = (options: object): Promise<Source> => kafka.open({ brokers: broker.brokers, subscribe: 'timed-a,timed-b', ...options }, null, context())
    await expect(of({ startingOffsetsByTimestamp: each }).then(one => one.initialOffset().finally(() => one.close()))).rejects.toMatchObject({ message: expect.stringContaining('timed-a[1] has no record at or after 2021-10-29T12') })
    const later = await of({ startingOffsetsByTimestamp: each, startingOffsetsByTimestampStrategy: 'latest' })
    expect(await later.initialOffset()).toEqual({ 'timed-a': { 0: 1, 1: 4 }, 'timed-b': { 0: 0, 1: 3 } })
    await later.close()
    const batch = await kafka.open({ brokers: broker.brokers, subscribe: 'timed-a,timed-b', endingOffsetsByTimestamp: each }, null, { ...context(), streaming: false })
    await batch.freezeEnd()
    expect(await batch.planEnd(await batch.initialOffset(), true)).toEqual({ 'timed-a': { 0: 1, 1: 4 }, 'timed-b': { 0: 0, 1: 3 } })
    await batch.close()
  })

  test('a partition added while a query runs is read from its start', async () => {
    const topic = 'growing'
    await writer.createTopic(topic, 1)
    await writer.send(topic, [record('p0')])
    const source = await kafka.open({ brokers: broker.brokers, subscribe: topic, startingOffsets: 'earliest' }, null, context())
    const first = await source.planEnd(await source.initialOffset(), false)
    const client = kafkajsClient([broker.brokers], { clientId: 'test', security: plaintext, connectTimeoutMs: 3_000, requestTimeoutMs: 30_000 })
    const admin = client.admin()
    await admin.connect()
    await admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] })
    await admin.disconnect()
    const fresh = openWriter({ brokers: broker.brokers })
    await fresh.send(topic, [record('p1', { partition: 1 })])
    await fresh.close()
    const second = await source.planEnd(first, false)
    expect(second).toEqual({ [topic]: { 0: 1, 1: 1 } })
    const rows: number[] = []
    for await (const batch of source.read(first, second, ['partition'])) rows.push(batch.origin?.[0].partition as number)
    expect(rows).toEqual([1])
    await source.close()
  })

  test('close leaves no socket and no timer', async () => {
    const before = process.getActiveResourcesInfo().filter(of => /TCP|Timeout/.test(of)).length
    const extra = openLiveReader({ brokers: broker.brokers })
    await extra.fetch({ topic: 'topic_log', partition: 0, offset: 0 })
    await extra.close()
    for (let i = 0; i < 50 && process.getActiveResourcesInfo().filter(of => /TCP|Timeout/.test(of)).length > before; i++) await new Promise(setImmediate)
    expect(process.getActiveResourcesInfo().filter(of => /TCP|Timeout/.test(of)).length).toBeLessThanOrEqual(before)
  })

  test('a broker that is killed and comes back: the reader waits and goes on', async () => {
    const retries: string[] = []
    const patient = openLiveReader({ brokers: broker.brokers, onRetry: error => { retries.push(error.message) } })
    const before = await allRecords(patient, 'topic_log', 0)
    await stopKafka(broker.dir, { keep: true, kill: true })
    const reading = allRecords(patient, 'topic_log', 0, 'read_committed', 50_000)
    reading.catch(() => {})
    await startKafka({ dir: broker.dir, port: broker.port, libs, heap: '384m', properties: {} })
    expect(await reading).toEqual(before)
    expect(retries.length).toBeGreaterThan(0)
    await patient.close()
  })

  test('a broker that stays away: an error after the patience, not a hang', async () => {
    const short = openLiveReader({ brokers: broker.brokers, patienceMs: 1_500 })
    await short.topics()
    await stopKafka(broker.dir, { keep: true, kill: true })
    await expect(short.topics()).rejects.toMatchObject({ code: 'BROKER_UNREACHABLE', retryable: true })
    const read = async (): Promise<void> => {
      for await (const _ of readRange(short, { topic: 'topic_log', partition: 0, from: 0, to: 10 }));
    }
    await expect(read()).rejects.toMatchObject({ code: 'BROKER_UNREACHABLE' })
    await short.close()
  })

  test('starting where another listens is refused, and stopping leaves nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const dir = join(scratch, 'refused')
    await expect(startKafka({ dir, port, libs })).rejects.toMatchObject({ code: 'PORT_TAKEN', fault: 'user' })
    other.close()
    expect(existsSync(dir)).toBe(false)

    await expect(startKafka({ dir, port: 0, libs, properties: { 'num.io.threads': '-1' } })).rejects.toMatchObject({ code: 'KAFKA_START_FAILED', hint: expect.stringContaining('num.io.threads') })
    const aborted = new AbortController()
    const starting = startKafka({ dir, port: 0, libs, signal: aborted.signal })
    setTimeout(() => aborted.abort(), 2_500)
    await expect(starting).rejects.toMatchObject({ code: 'KAFKA_START_INTERRUPTED' })
    expect(await stopKafka(dir)).toEqual({ wasRunning: false })
    expect(existsSync(dir)).toBe(false)
  })
})
