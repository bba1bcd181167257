import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openTapeReader, readRange } from '../../src/connectors/kafka'
import { readBatchHeader } from '../../src/connectors/kafka/records/batch-header'
import type { BatchHeader } from '../../src/connectors/kafka/records/batch-header'
import { readTapeJson, tapeHash } from '../../src/connectors/kafka/tape/tape-json'
import { readTxnIndex } from '../../src/connectors/kafka/tape/txn-index'
import { generateEvents } from '../../src/workspace/generator'
import type { GeneratedRecord } from '../../src/workspace/generator'

/** What the tape in data/ holds, read from its bytes. */
const topic = 'topic_log'
const tape = join(__dirname, '../../data', topic)
const partitions = [0, 1, 2, 3]

function files(partition: number, extension: string): string[] {
  try {
    return readdirSync(join(tape, `${topic}-${partition}`)).filter(name => name.endsWith(extension)).sort().map(name => join(tape, `${topic}-${partition}`, name))
  } catch {
    return []
  }
}

function batchesOf(file: string): BatchHeader[] {
  const bytes = readFileSync(file)
  const found: BatchHeader[] = []
  for (let batch = readBatchHeader(bytes, 0); batch !== null; batch = readBatchHeader(bytes, batch.end)) found.push(batch)
  return found
}

const batches = partitions.map(partition => files(partition, '.log').flatMap(batchesOf))

interface Row { readonly offset: number; readonly timestamp: number; readonly value: Buffer | null }

async function rows(partition: number, isolation: 'read_committed' | 'read_uncommitted' = 'read_committed'): Promise<Row[]> {
  const reader = openTapeReader(tape)
  const to = (await reader.offsets(topic, [partition], 'latest', isolation)).get(partition) ?? 0
  const found: Row[] = []
  for await (const of of readRange(reader, { topic, partition, from: 0, to, isolation })) {
    for (let i = 0; i < of.count; i++) {
      const value = of.valueStarts[i] < 0 ? null : Buffer.from(of.buffer.subarray(of.valueStarts[i], of.valueEnds[i]))
      found.push({ offset: of.offsets[i], timestamp: of.timestamps[i], value })
    }
  }
  return found
}

let committed: Row[][]
let generated: GeneratedRecord[]
beforeAll(async () => {
  committed = await Promise.all(partitions.map(partition => rows(partition)))
  generated = generateEvents()
})

interface Event { readonly user: string; readonly action: string; readonly timestamp: string }

function soundEvents(of: readonly Row[]): (Event & { readonly arrived: number })[] {
  return of.flatMap(({ value, timestamp: arrived }) => {
    try {
      const event: unknown = JSON.parse(String(value))
      const isEvent = typeof event === 'object' && event !== null && 'user' in event && typeof event.user === 'string' && 'action' in event && typeof event.action === 'string'
        && 'timestamp' in event && typeof event.timestamp === 'string' && event.timestamp.startsWith('2021-10') && !Number.isNaN(Date.parse(event.timestamp))
      return isEvent ? [{ ...event as Event, arrived }] : []
    } catch {
      return []
    }
  })
}

test('tape.json tells its files, offsets and hash', () => {
  const json = readTapeJson(tape)
  const all = partitions.flatMap(partition => [...files(partition, '.log'), ...files(partition, '.txnindex')])
    .map(path => path.slice(tape.length + 1))
  expect(json).toMatchObject({ topic, brokerVersion: '4.3.1', sha256: tapeHash(tape, all), topicId: expect.stringMatching(/^[\w-]{22}$/) })
  expect(json?.partitions.map(of => of.endOffset)).toEqual(batches.map(of => (of.at(-1)?.lastOffset ?? -1) + 1))
  expect(json?.partitions.every(of => of.lastStableOffset === of.endOffset)).toBe(true)
})

test('a few MB in all', () => {
  const size = partitions.flatMap(partition => files(partition, '')).reduce((sum, path) => sum + statSync(path).size, 0)
  expect(size).toBeGreaterThan(500_000)
  expect(size).toBeLessThan(5_000_000)
})

test('four partitions, the last one empty, the others of at least two segments rolled by time', () => {
  expect(files(3, '.log')).toEqual([])
  for (const partition of [0, 1, 2]) {
    const segments = files(partition, '.log')
    expect(segments.length).toBeGreaterThanOrEqual(2)
    for (const path of segments) expect(batchesOf(path)[0].baseOffset).toBe(Number(path.slice(-24, -4)))
    expect(segments.every(path => statSync(path).size < 1 << 20)).toBe(true)
  }
})

test.each([0, 1, 2])('partition %i has every codec in some batch', partition => {
  expect([...new Set(batches[partition].map(of => of.codec))].sort()).toEqual(['gzip', 'lz4', 'none', 'snappy', 'zstd'])
})

test.each([0, 1, 2])('partition %i has two aborted transactions of one producer, and one it committed between them', partition => {
  const aborted = files(partition, '.txnindex').flatMap(path => readTxnIndex(readFileSync(path), path))
  expect(aborted).toHaveLength(2)
  expect(new Set(aborted.map(of => of.producerId)).size).toBe(1)
  const transactional = batches[partition].filter(of => of.transactional)
  expect(transactional.map(of => of.control)).toEqual([false, true, false, true, false, true])
  expect(transactional.filter(of => of.control).map(of => of.lastOffset)).toEqual([aborted[0].lastOffset, transactional[3].lastOffset, aborted[1].lastOffset])
  expect(transactional[2].baseOffset).toBeGreaterThan(aborted[0].lastOffset)
})

test('aborted rows are logins of John Smith that no committed read shows', async () => {
  const all = await rows(1, 'read_uncommitted')
  const shown = new Set(committed[1].map(row => row.offset))
  const aborted = all.filter(row => !shown.has(row.offset))
  expect(soundEvents(aborted).map(({ user, action }) => `${user} ${action}`)).toEqual(Array(6).fill('John Smith login'))
})

test('an aborted row lies in a segment before its marker\'s', () => {
  const [, before, marked] = files(1, '.log').map(batchesOf)
  expect(before.at(-1)).toMatchObject({ transactional: true, control: false })
  expect(marked[0]).toMatchObject({ transactional: true, control: true })
})

test('partition 0 begins with a compaction gap', () => {
  const gaps = batches[0].filter(of => of.count < of.lastOffset - of.baseOffset + 1)
  expect(gaps.length).toBeGreaterThan(0)
  expect(gaps.every(of => of.lastOffset < 100)).toBe(true)
})

test('its rows are the generator\'s, in order, but for those compacted away', () => {
  for (const partition of partitions) {
    const sent = generated.filter(of => of.partition === partition).map(of => `${of.timestamp} ${of.value?.toString('base64') ?? 'null'}`)
    const kept = committed[partition].map(of => `${of.timestamp} ${of.value?.toString('base64') ?? 'null'}`)
    const gone = sent.length - kept.length
    expect(gone).toBe(batches[partition].reduce((sum, of) => sum + (of.control ? 0 : of.lastOffset - of.baseOffset + 1 - of.count), 0))
    const from = sent.length - kept.length + 30
    expect(kept.slice(30)).toEqual(sent.slice(from))
    expect(sent.slice(0, from)).toEqual(expect.arrayContaining(kept.slice(0, 30)))
  }
})

test('about 40,000 events over two weeks', () => {
  const events = soundEvents(committed.flat())
  expect(events.length).toBeGreaterThan(39_000)
  expect(events.length).toBeLessThan(41_000)
  const days = [...new Set(events.map(of => of.timestamp.slice(0, 10)))].sort()
  expect(days).toEqual(Array.from({ length: 14 }, (_, i) => `2021-10-${18 + i}`))
})

test('a daily and a weekly rhythm', () => {
  const logins = soundEvents(committed.flat()).filter(of => of.action === 'login').map(of => new Date(of.timestamp))
  const at = (hours: readonly number[], weekend: boolean): number => logins.filter(of => hours.includes(of.getUTCHours()) && (of.getUTCDay() % 6 === 0) === weekend).length
  expect(at([9, 10, 14, 15], false)).toBeGreaterThan(8 * at([1, 2, 3, 4], false))
  const perDay = (weekend: boolean): number => at(Array.from({ length: 24 }, (_, i) => i), weekend) / (weekend ? 4 : 10)
  expect(perDay(false)).toBeGreaterThan(1.8 * perDay(true))
  // Weekends peak late in the day, workdays in the morning.
  expect(at([18, 19], true) / at([9, 10], true)).toBeGreaterThan(2 * at([18, 19], false) / at([9, 10], false))
})

test('several actions, many users, names in many scripts', () => {
  const events = soundEvents(committed.flat())
  const actions = new Set(events.map(of => of.action))
  expect([...actions]).toEqual(expect.arrayContaining(['login', 'logout', 'view', 'search', 'purchase', 'add_to_cart', 'download', 'login_failed']))
  const users = [...new Set(events.map(of => of.user))]
  expect(users.length).toBeGreaterThan(60)
  expect(users).toContain('John Smith')
  expect(users.filter(of => /[^\x20-\x7e]/.test(of)).length).toBeGreaterThan(20)
})

test('out of order by seconds and minutes, late by hours', () => {
  for (const partition of [0, 1, 2]) {
    let newest = 0
    let [unordered, late] = [0, 0]
    for (const { timestamp } of soundEvents(committed[partition])) {
      const at = Date.parse(timestamp)
      if (at < newest) unordered++
      if (at < newest - 3_600_000) late++
      newest = Math.max(newest, at)
    }
    expect(unordered).toBeGreaterThan(500)
    expect(late).toBeGreaterThan(50)
    expect(late).toBeLessThan(250)
  }
})

test('all partitions move through time together', () => {
  for (const share of [0.25, 0.5, 0.75]) {
    const moments = [0, 1, 2].map(partition => committed[partition][Math.floor(committed[partition].length * share)].timestamp)
    expect(Math.max(...moments) - Math.min(...moments)).toBeLessThan(30 * 60_000)
  }
})

test('records sent twice', () => {
  const seen = new Map<string, number>()
  for (const { value } of committed.flat()) seen.set(String(value), (seen.get(String(value)) ?? 0) + 1)
  expect([...seen.values()].filter(times => times > 1).length).toBeGreaterThan(150)
})

test('every kind of bad record, about one in a hundred', () => {
  const faults = generated.flatMap(of => of.fault ?? [])
  expect(faults.length / generated.length).toBeGreaterThan(0.007)
  expect(faults.length / generated.length).toBeLessThan(0.015)
  expect(new Set(faults).size).toBeGreaterThan(40)
  const values = committed.flat().map(of => of.value)
  expect(values.some(of => of === null)).toBe(true)
  const texts = values.map(String)
  const whole = ['', '42', 'null', ' \t\r\n ', '{}']
  const parts = ['<script>', '\\u001b[31m', '"__proto__"', '9007199254740993', '"usr"', '\ufeff{', '[[[[[[[[[[[[', '\ufffd', 'datum[', '20211-10-31']
  expect(whole.filter(of => !texts.includes(of))).toEqual([])
  expect(parts.filter(of => !texts.some(text => text.includes(of)))).toEqual([])
  expect(Math.max(...values.map(of => of?.length ?? 0))).toBeGreaterThan(1_000_000)
})

test('no record before the end of a partition lies in the future', () => {
  for (const partition of [0, 1, 2]) {
    const found = committed[partition]
    expect(String(found.at(-1)?.value)).toMatch(/"user":null,"action":"clock_check"/)
    const times = found.slice(0, -1).map(({ value }) => Date.parse(/"timestamp"\s*:\s*"?([^",}]+)/.exec(String(value))?.[1] ?? ''))
    expect(times.filter(time => time > Date.UTC(2021, 10, 1))).toEqual([])
  }
})

test('the same seed gives the same records, another gives others', () => {
  expect(digest(generateEvents({ seed: 42 }))).toBe(digest(generated))
  expect(digest(generateEvents({ seed: 43, events: 1_000 }))).not.toBe(digest(generateEvents({ seed: 42, events: 1_000 })))
})

function digest(records: readonly GeneratedRecord[]): string {
  const hash = createHash('sha256')
  for (const { partition, key, value, timestamp, headers } of records) {
    hash.update(JSON.stringify([partition, key.toString('base64'), value?.toString('base64') ?? null, timestamp, headers]))
  }
  return hash.digest('hex')
}
