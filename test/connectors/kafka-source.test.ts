import { join } from 'node:path'
import { kafka } from '../../src/connectors/kafka'
import { rateLimited } from '../../src/connectors/kafka/source/plan-offsets'
import { resolveReader, tapeRoots } from '../../src/connectors/kafka/source/resolve-reader'
import { eachOffset, fromJson, toJson } from '../../src/connectors/kafka/source/topic-offsets'
import type { Json, Source, SourceContext, SourceOptions } from '../../src/connectors/contract'
import type { Batch } from '../../src/batch/batch'
import { columnOf } from '../../src/batch/batch'
import type { Vector } from '../../src/batch/vector'
import { originAt } from '../../src/core/origin'
import { systemClock } from '../../src/core/clock'

const data = join(__dirname, '../../data')

function context(streaming: boolean, warnings: string[] = []): SourceContext {
  const entries: Json[] = []
  return { streaming, env: {}, clock: systemClock, log: { entries: () => entries, append: entry => { entries.push(entry) } }, warn: message => { warnings.push(message) } }
}

const open = (options: SourceOptions, streaming = true, warnings: string[] = []): Promise<Source> => kafka.open(options, null, context(streaming, warnings))

async function readAll(source: Source, columns: readonly string[], from?: Json, to?: Json): Promise<Batch[]> {
  const start = from ?? await source.initialOffset()
  const batches: Batch[] = []
  for await (const batch of source.read(start, to ?? await source.planEnd(start, true), columns)) batches.push(batch)
  return batches
}

const rows = (batches: readonly Batch[]): number => batches.reduce((sum, of) => sum + of.numRows, 0)
const of = <K extends Vector['kind']>(batch: Batch, name: string, kind: K): Extract<Vector, { kind: K }> => {
  const vector = columnOf(batch, name)
  if (vector.kind !== kind) throw new Error(`${name} is ${vector.kind}`)
  return vector as Extract<Vector, { kind: K }>
}

test('Spark\'s columns; headers on request', () => {
  const names = (options: SourceOptions): string[] => kafka.schemaOf({ subscribe: 'topic_log', ...options }, null).fields.map(f => `${f.name} ${f.type.kind}`)
  const plain = ['key binary', 'value binary', 'topic string', 'partition int', 'offset bigint', 'timestamp timestamp', 'timestampType int']
  expect(names({})).toEqual(plain)
  expect(names({ includeHeaders: true })).toEqual([...plain, 'headers array'])
})

test('a row has its key, value, place, time and headers', async () => {
  const source = await open({ subscribe: 'topic_log', startingOffsets: 'earliest', includeHeaders: 'true' })
  const batches = await readAll(source, ['key', 'value', 'topic', 'partition', 'offset', 'timestamp', 'timestampType', 'headers'])
  expect(rows(batches)).toBe(40_014)
  const [first] = batches
  const text = (name: string, row: number): string => {
    const vector = of(first, name, 'binary')
    return Buffer.from(vector.data.subarray(vector.starts[row], vector.ends[row])).toString()
  }
  expect(JSON.parse(text('value', 2))).toMatchObject({ user: text('key', 2), action: expect.any(String), timestamp: expect.stringMatching(/^2021-10-18T/) })
  const topics = of(first, 'topic', 'string')
  expect(topics.dictionary.value(topics.codes[0])).toBe('topic_log')
  expect(of(first, 'offset', 'long').values[1]).toBe(BigInt(originAt(first.origin ?? [], 1)?.offset ?? -1))
  expect(Number(of(first, 'timestamp', 'long').values[0] / 1_000_000n)).toBe(Math.floor(Date.UTC(2021, 9, 18, 0, 4, 31) / 1000))
  expect([...of(first, 'timestampType', 'int').values.slice(0, 3)]).toEqual([0, 0, 0])

  const headers = of(first, 'headers', 'array')
  const withHeaders = [...Array(first.numRows).keys()].filter(row => headers.validity?.[row] === 1)
  expect(withHeaders.length).toBeGreaterThan(0)
  expect(withHeaders.length).toBeLessThan(first.numRows)
  expect(headers.elements.kind === 'struct' && headers.elements.children[0].kind === 'string' && headers.elements.children[0].dictionary.value(0)).toBe('collector')
})

test('only the columns asked for are built, and none is fine', async () => {
  const source = await open({ subscribe: 'topic_log', startingOffsets: 'earliest' })
  const [first] = await readAll(source, ['offset', 'value'])
  expect(first.schema.fields.map(f => f.name)).toEqual(['value', 'offset'])
  const none = await readAll(source, [])
  expect(none[0].columns).toEqual([])
  expect(rows(none)).toBe(40_014)
})

test('a null value and a null key are null', async () => {
  const source = await open({ subscribe: 'topic_log', startingOffsets: 'earliest' })
  const nulls = (await readAll(source, ['value'])).flatMap(batch => [...of(batch, 'value', 'binary').validity ?? []].filter(valid => valid === 0))
  expect(nulls.length).toBe(9)
})

test('read_committed leaves out what was given up', async () => {
  const source = await open({ 'subscribe': 'topic_log', 'startingOffsets': 'earliest', 'kafka.isolation.level': 'read_committed' })
  expect(rows(await readAll(source, ['offset']))).toBe(40_014 - 18)
})

test('the rows of a range are the same however it is cut', async () => {
  const source = await open({ subscribe: 'topic_log', startingOffsets: 'earliest', maxOffsetsPerTrigger: 1_700 })
  const place = (batches: readonly Batch[]): string[] => batches.flatMap(batch => [...Array(batch.numRows).keys()].map(row => JSON.stringify(originAt(batch.origin ?? [], row))))
  const whole = new Set(place(await readAll(source, ['value'])))
  const cut: string[] = []
  let triggers = 0
  let from = await source.initialOffset()
  for (;;) {
    const to = await source.planEnd(from, false)
    if (JSON.stringify(to) === JSON.stringify(from)) break
    const batches = await readAll(source, ['value'], from, to)
    expect(rows(batches)).toBeLessThanOrEqual(1_701)
    cut.push(...place(batches))
    triggers++
    from = to
  }
  expect(triggers).toBeGreaterThan(20)
  expect(cut.length).toBe(whole.size)
  expect(cut.every(at => whole.has(at))).toBe(true)
})

test('maxOffsetsPerTrigger is shared in proportion to what waits', () => {
  const offsets = (of: Record<number, number>): ReturnType<typeof fromJson> => fromJson({ t: of }, 'test')
  const shared = (from: Record<number, number>, until: Record<number, number>, limit: number): Json => toJson(rateLimited(offsets(from), offsets(until), limit))
  expect(shared({ 0: 0, 1: 0 }, { 0: 300, 1: 100 }, 40)).toEqual({ t: { 0: 30, 1: 10 } })
  expect(shared({ 0: 10, 1: 5 }, { 0: 20, 1: 6 }, 100)).toEqual({ t: { 0: 20, 1: 6 } })
  // A share below one is rounded up, so that no partition starves.
  expect(shared({ 0: 0, 1: 0, 2: 7 }, { 0: 1_000, 1: 1, 2: 7 }, 10)).toEqual({ t: { 0: 9, 1: 1, 2: 7 } })
})

test('startingOffsets and endingOffsets by partition', async () => {
  const source = await open({ subscribe: 'topic_log', startingOffsets: '{"topic_log":{"0":100,"1":-2,"2":-1,"3":-2}}', endingOffsets: '{"topic_log":{"0":150,"1":10,"2":-1,"3":-1}}' }, false).catch((error: unknown) => error)
  expect(source).toMatchObject({ code: 'INVALID_OPTION', message: expect.stringContaining('latest') })
  const batch = await open({ subscribe: 'topic_log', startingOffsets: '{"topic_log":{"0":100,"1":-2,"2":13000,"3":-2}}', endingOffsets: '{"topic_log":{"0":150,"1":10,"2":-1,"3":-1}}' }, false)
  const from = await batch.initialOffset()
  await batch.freezeEnd()
  expect(from).toEqual({ topic_log: { 0: 100, 1: 0, 2: 13_000, 3: 0 } })
  expect(await batch.planEnd(from, true)).toEqual({ topic_log: { 0: 150, 1: 10, 2: 13_344, 3: 0 } })
  expect(rows(await readAll(batch, ['value'], from, await batch.planEnd(from, true)))).toBe(50 + 10 + 344)
})

test('assign reads the partitions it names', async () => {
  const source = await open({ assign: '{"topic_log":[2,0]}', startingOffsets: 'earliest' })
  expect(source.description).toBe('KafkaV2[Assign[topic_log-0, topic_log-2]]')
  expect(await source.initialOffset()).toEqual({ topic_log: { 0: 0, 2: 0 } })
})

test('subscribePattern reads the topics it matches', async () => {
  const source = await open({ subscribePattern: 'topic_.*', startingOffsets: 'earliest' })
  expect(source.description).toBe('KafkaV2[SubscribePattern[topic_.*]]')
  expect(await source.initialOffset()).toEqual({ topic_log: { 0: 0, 1: 0, 2: 0, 3: 0 } })
  await expect((await open({ subscribePattern: 'logs-.*' })).initialOffset()).rejects.toMatchObject({ code: 'UNKNOWN_TOPIC', hint: expect.stringContaining('topic_log') })
})

describe('by time', () => {
  const noon = Date.UTC(2021, 9, 20, 12)
  const times = (partitions: Record<string, number>): string => JSON.stringify({ topic_log: partitions })

  test('a stream starts at each partition\'s first record at or after a moment, a batch ends before it', async () => {
    const assign = '{"topic_log":[0,1]}'
    const start = await (await open({ assign, startingTimestamp: noon, startingOffsets: 'latest' })).initialOffset()
    const batch = await open({ assign, endingTimestamp: String(noon) }, false)
    await batch.freezeEnd()
    expect(await batch.planEnd(await batch.initialOffset(), true)).toEqual(start)
    const from = await open({ assign, startingOffsetsByTimestamp: times({ 0: noon, 1: noon }) }, false)
    expect(await from.initialOffset()).toEqual(start)
    const [before, after, all] = [await readAll(batch, ['timestamp']), await readAll(from, ['timestamp', 'partition']), await readAll(await open({ assign }, false), ['timestamp'])]
    expect(rows(before)).toBeGreaterThan(1_000)
    expect(rows(before) + rows(after)).toBe(rows(all))
    const firsts = new Map(after.flatMap(one => [...of(one, 'partition', 'int').values].map((partition, i) => [partition, of(one, 'timestamp', 'long').values[i]] as const)).reverse())
    expect([...firsts.values()].map(micros => micros >= BigInt(noon) * 1000n)).toEqual([true, true])
  })

  test('where nothing is as young a start fails, or waits for what comes; an end is the end', async () => {
    const late = Date.UTC(2031, 0, 1)
    await expect((await open({ subscribe: 'topic_log', startingTimestamp: late })).initialOffset()).rejects.toMatchObject({
      code: 'INVALID_OPTION', message: 'startingTimestamp: topic_log[0] has no record at or after 2031-01-01T00:00:00.000Z', hint: expect.stringContaining('Strategy'),
    })
    const waiting = await open({ subscribe: 'topic_log', startingTimestamp: late, startingOffsetsByTimestampStrategy: 'latest' })
    expect(await waiting.initialOffset()).toEqual({ topic_log: { 0: 13_345, 1: 13_345, 2: 13_344, 3: 0 } })
    const whole = await open({ subscribe: 'topic_log', endingOffsetsByTimestamp: times({ 0: late, 1: 0, 2: 0, 3: 0 }) }, false)
    await whole.freezeEnd()
    expect(await whole.planEnd(await whole.initialOffset(), true)).toEqual({ topic_log: { 0: 13_345, 1: 0, 2: 0, 3: 0 } })
  })
})

test('a stream starts at the latest by default, a batch at the earliest', async () => {
  expect(eachOffset(fromJson(await (await open({ subscribe: 'topic_log' })).initialOffset(), 'test')).map(at => at.offset)).toEqual([13_345, 13_345, 13_344, 0])
  expect(eachOffset(fromJson(await (await open({ subscribe: 'topic_log' }, false)).initialOffset(), 'test')).map(at => at.offset)).toEqual([0, 0, 0, 0])
})

test('it tells how far behind a query is by partition, provenance where the rows are from', async () => {
  const source = await open({ subscribe: 'topic_log', startingOffsets: 'earliest' })
  const behind = await source.behind?.({ topic_log: { 0: 13_000, 1: 13_345, 2: 13_344, 3: 0 } })
  expect(behind).toEqual([345, 0, 0, 0].map((records, partition) => ({ source: 'topic_log', partition, records })))
  expect(await source.provenance?.()).toMatchObject({ source: 'tape', tape: 'topic_log', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), brokerVersion: '4.3.1', isolation: 'read_uncommitted' })
})

describe('options that are refused', () => {
  const refusals: readonly (readonly [SourceOptions, object])[] = [
    [{}, { code: 'INVALID_OPTION', message: expect.stringContaining('no topic') }],
    [{ subscribe: ' , ' }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'a', assign: '{"a":[0]}' }, { code: 'INVALID_OPTION', message: expect.stringContaining('exclude') }],
    [{ subscribe: 'topic_log', startingOffset: 'earliest' }, { code: 'UNKNOWN_OPTION', hint: expect.stringContaining("'startingOffsets'") }],
    [{ subscribe: 'topic_log', startingOffsets: 'now' }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'topic_log', startingOffsets: '{"topic_log":{"0":-3}}' }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'topic_log', endingOffsets: 'latest' }, { code: 'INVALID_OPTION', hint: expect.stringContaining('availableNow') }],
    [{ subscribe: 'topic_log', maxOffsetsPerTrigger: 0 }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'topic_log', failOnDataLoss: 'perhaps' }, { code: 'INVALID_OPTION' }],
    [{ 'subscribe': 'topic_log', 'kafka.auto.offset.reset': 'earliest' }, { code: 'INVALID_OPTION', hint: expect.stringContaining('startingOffsets') }],
    [{ 'subscribe': 'topic_log', 'kafka.isolation.level': 'committed' }, { code: 'INVALID_OPTION' }],
    [{ 'subscribe': 'topic_log', 'kafka.security.protocol': 'TLS' }, { code: 'INVALID_OPTION', hint: expect.stringContaining('SASL_SSL') }],
    [{ 'subscribe': 'topic_log', 'brokers': 'a:1', 'kafka.bootstrap.servers': 'b:1' }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'topic_log', brokers: 'localhost' }, { code: 'INVALID_OPTION', message: expect.stringContaining('host:port') }],
    [{ subscribe: 'topic_log', brokers: 'a:1', tape: 'data/topic_log' }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'topic_log', tape: 'nowhere' }, { code: 'TAPE_NOT_FOUND' }],
    [{ assign: '{"topic_log":"0"}' }, { code: 'INVALID_OPTION' }],
    [{ assign: 'topic_log' }, { code: 'INVALID_OPTION' }],
    [{ subscribePattern: '(' }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'topic_log', startingTimestamp: 'noon' }, { code: 'INVALID_OPTION', hint: expect.stringContaining('ms since 1970') }],
    [{ subscribe: 'topic_log', startingOffsetsByTimestamp: '{"topic_log":{"0":-1}}' }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'topic_log', startingOffsetsByTimestamp: 'noon' }, { code: 'INVALID_OPTION', hint: expect.stringContaining('partition, ms') }],
    [{ subscribe: 'topic_log', startingTimestamp: 0, startingOffsetsByTimestampStrategy: 'earliest' }, { code: 'INVALID_OPTION' }],
    [{ subscribe: 'topic_log', endingTimestamp: 0 }, { code: 'INVALID_OPTION', hint: expect.stringContaining('availableNow') }],
  ]
  test.each(refusals)('%j', async (options, refusal) => {
    await expect(open(options)).rejects.toMatchObject({ fault: 'user', ...refusal })
  })
  const late: readonly (readonly [SourceOptions, object])[] = [
    [{ subscribe: 'topic_logs' }, { code: 'TAPE_NOT_FOUND', hint: expect.stringContaining("'topic_log'") }],
    [{ assign: '{"topic_log":[9]}' }, { code: 'UNKNOWN_PARTITION' }],
    [{ subscribe: 'topic_log', startingOffsets: '{"topic_log":{"0":1}}' }, { code: 'INVALID_OPTION', message: expect.stringContaining('topic_log[1]') }],
    [{ subscribe: 'topic_log', startingOffsets: '{"topic_log":{"0":1,"1":1,"2":1,"3":0,"4":0}}' }, { code: 'INVALID_OPTION', message: expect.stringContaining('topic_log[4]') }],
    [{ subscribe: 'topic_log', startingOffsetsByTimestamp: '{"topic_log":{"0":1}}' }, { code: 'INVALID_OPTION', message: expect.stringContaining('startingOffsetsByTimestamp leaves out topic_log[1]') }],
    [{ subscribe: 'topic_log', startingOffsets: '{"topic_log":{"0":1,"1":1,"2":1,"3":99}}' }, { code: 'INVALID_OPTION', message: expect.stringContaining('0 to 0') }],
  ]
  test.each(late)('once it is looked up: %j', async (options, refusal) => {
    await expect((await open(options)).initialOffset()).rejects.toMatchObject(refusal)
  })
})

test('an option that means nothing here is said so once', async () => {
  const warnings: string[] = []
  await open({ subscribe: 'topic_log', minPartitions: 8 }, true, warnings)
  expect(warnings).toEqual([expect.stringContaining('minPartitions')])
})

test('without servers: TIDEMARK_KAFKA, else the tape; named servers are always live', () => {
  const resolve = (servers: string | null, env: Record<string, string>): string => {
    const reader = resolveReader({ servers, tape: null, env, tapeRoots: [data] })
    return `${reader.kind} ${reader.name}`
  }
  expect(resolve(null, {})).toBe(`tape ${data}`)
  expect(resolve(null, { TIDEMARK_KAFKA: '' })).toBe(`tape ${data}`)
  expect(resolve(null, { TIDEMARK_KAFKA: '127.0.0.1:9092' })).toBe('live 127.0.0.1:9092')
  expect(resolve('other:9092', { TIDEMARK_KAFKA: '127.0.0.1:9092' })).toBe('live other:9092')
  expect(tapeRoots(join(data, '..', 'notebooks'))).toContain(data)
})

test('a query that was read further than the log goes is told of the loss', async () => {
  const from = { topic_log: { 0: 99_999, 1: 0, 2: 0, 3: 0 } }
  await expect((await open({ subscribe: 'topic_log' })).planEnd(from, false)).rejects.toMatchObject({ code: 'DATA_LOSS', details: { partition: 0 } })
  const warnings: string[] = []
  const tolerant = await open({ subscribe: 'topic_log', failOnDataLoss: false }, true, warnings)
  expect(await tolerant.planEnd(from, false)).toMatchObject({ topic_log: { 0: 99_999, 1: 13_345 } })
  expect(warnings).toHaveLength(1)
  await expect((await open({ subscribe: 'topic_log' })).planEnd({ topic_log: { 0: 0, 1: 0, 2: 0, 3: 0, 7: 5 } }, false)).rejects.toMatchObject({ code: 'DATA_LOSS', details: { partition: 7 } })
})
