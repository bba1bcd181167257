import { crc32c } from '../../src/core/crc32c'
import { crcStart, readBatchHeader } from '../../src/connectors/kafka/records/batch-header'
import type { BatchHeader } from '../../src/connectors/kafka/records/batch-header'
import { readRange } from '../../src/connectors/kafka/read-range'
import type { Isolation, KafkaReader } from '../../src/connectors/kafka/reader'

export interface ReaderCase {
  readonly topic: string
  readonly partitions: number
  /** A partition with several segments, every codec, and aborted transactions. */
  readonly full: number
  readonly empty: number
}

/** Everything a record says, for comparing. */
export async function allRecords(reader: KafkaReader, topic: string, partition: number, isolation: Isolation = 'read_committed', maxBytes?: number): Promise<string[]> {
  const from = (await reader.offsets(topic, [partition], 'earliest')).get(partition) ?? 0
  const to = (await reader.offsets(topic, [partition], 'latest', isolation)).get(partition) ?? 0
  const found: string[] = []
  for await (const records of readRange(reader, { topic, partition, from, to, isolation, maxBytes })) {
    const text = (start: number, end: number): string => (start < 0 ? 'null' : Buffer.from(records.buffer.subarray(start, end)).toString('base64'))
    for (let i = 0; i < records.count; i++) {
      found.push([records.offsets[i], records.timestamps[i], text(records.keyStarts[i], records.keyEnds[i]), text(records.valueStarts[i], records.valueEnds[i])].join(' '))
    }
  }
  return found
}

function batches(bytes: Uint8Array): BatchHeader[] {
  const found: BatchHeader[] = []
  for (let batch = readBatchHeader(bytes, 0); batch !== null; batch = readBatchHeader(bytes, batch.end)) found.push(batch)
  return found
}

/** What every KafkaReader promises; the log behind it holds what `of` says. */
export function readerContract(open: () => KafkaReader | Promise<KafkaReader>, of: ReaderCase): void {
  let reader: KafkaReader
  beforeAll(async () => { reader = await open() })
  afterAll(async () => { await reader.close() })

  const end = async (partition: number, isolation: Isolation): Promise<number> => (await reader.offsets(of.topic, [partition], 'latest', isolation)).get(partition) ?? -1

  test('tells topics, topic id and partitions', async () => {
    expect(await reader.topics()).toContain(of.topic)
    const metadata = await reader.metadata(of.topic)
    expect(metadata.topicId).toMatch(/^[\w-]{22}$/)
    expect(metadata.partitions.map(at => at.partition)).toEqual(Array.from({ length: of.partitions }, (_, i) => i))
  })

  test('refuses an unknown topic with the nearest name', async () => {
    await expect(reader.metadata(`${of.topic}s`)).rejects.toMatchObject({ code: 'UNKNOWN_TOPIC', fault: 'user', hint: expect.stringContaining(of.topic) })
  })

  test('refuses an unknown partition', async () => {
    await expect(reader.offsets(of.topic, [of.partitions], 'latest')).rejects.toMatchObject({ code: 'UNKNOWN_PARTITION' })
  })

  test('an empty partition begins and ends at 0 and gives no bytes', async () => {
    expect(await reader.offsets(of.topic, [of.empty], 'earliest')).toEqual(new Map([[of.empty, 0]]))
    expect(await end(of.empty, 'read_committed')).toBe(0)
    expect((await reader.fetch({ topic: of.topic, partition: of.empty, offset: 0 })).bytes.length).toBe(0)
  })

  test('the end gives no bytes, beyond it is out of range', async () => {
    const last = await end(of.full, 'read_uncommitted')
    expect((await reader.fetch({ topic: of.topic, partition: of.full, offset: last, isolation: 'read_uncommitted' })).bytes.length).toBe(0)
    await expect(reader.fetch({ topic: of.topic, partition: of.full, offset: last + 1 })).rejects.toMatchObject({ code: 'OFFSET_OUT_OF_RANGE' })
  })

  test('a fetch from the middle of a batch starts at its base', async () => {
    const { bytes } = await reader.fetch({ topic: of.topic, partition: of.full, offset: 500 })
    const [first] = batches(bytes)
    expect(first.baseOffset).toBeLessThanOrEqual(500)
    expect(first.lastOffset).toBeGreaterThanOrEqual(500)
  })

  test('a batch larger than the limit still comes whole', async () => {
    const { bytes } = await reader.fetch({ topic: of.topic, partition: of.full, offset: 0, maxBytes: 10 })
    expect(batches(bytes)).toHaveLength(1)
  })

  test('every batch holds its checksum, and batches follow each other', async () => {
    const last = await end(of.full, 'read_uncommitted')
    for (let at = 0; at < last;) {
      const { bytes } = await reader.fetch({ topic: of.topic, partition: of.full, offset: at, isolation: 'read_uncommitted' })
      const found = batches(bytes)
      expect(found.length).toBeGreaterThan(0)
      for (const batch of found) {
        expect(batch.baseOffset).toBeGreaterThanOrEqual(at)
        expect(crc32c(bytes, batch.start + crcStart, batch.end)).toBe(batch.crc)
        at = batch.lastOffset + 1
      }
    }
  })

  test('committed rows leave out what was aborted; uncommitted keep it', async () => {
    const committed = await allRecords(reader, of.topic, of.full)
    const uncommitted = await allRecords(reader, of.topic, of.full, 'read_uncommitted')
    const kept = new Set(committed)
    expect(uncommitted.length).toBeGreaterThan(committed.length)
    expect(committed.every(record => uncommitted.includes(record))).toBe(true)
    // The aborted rows of the fixtures are logins of John Smith, three or more of them, never in the committed ones.
    const aborted = uncommitted.filter(record => !kept.has(record))
    expect(aborted.length).toBeGreaterThanOrEqual(2)
  })

  test('the same rows come whatever the size of a fetch', async () => {
    const large = await allRecords(reader, of.topic, of.full)
    expect(await allRecords(reader, of.topic, of.full, 'read_committed', 1_000)).toEqual(large)
  })

  test('a range is cut to the record, also inside a batch', async () => {
    const all = await allRecords(reader, of.topic, of.full)
    const found: number[] = []
    for await (const records of readRange(reader, { topic: of.topic, partition: of.full, from: 450, to: 1_234 })) found.push(...records.offsets)
    expect(found).toEqual(all.map(record => Number(record.split(' ')[0])).filter(offset => offset >= 450 && offset < 1_234))
  })

  test('an offset is found by time', async () => {
    const all = (await allRecords(reader, of.topic, of.full, 'read_uncommitted')).map(record => record.split(' ').map(Number))
    const [offset, timestamp] = all[777]
    const found = (await reader.offsets(of.topic, [of.full], { timestamp })).get(of.full)
    expect(found).toBe(all.find(([, at]) => at >= timestamp)?.[0])
    expect(found).toBeLessThanOrEqual(offset)
    expect((await reader.offsets(of.topic, [of.full], { timestamp: Date.UTC(2100, 0) })).get(of.full)).toBeNull()
  })

  test('a plan beyond the log is data loss', async () => {
    const last = await end(of.full, 'read_committed')
    const read = async (): Promise<void> => {
      for await (const _ of readRange(reader, { topic: of.topic, partition: of.full, from: last - 1, to: last + 5 }));
    }
    await expect(read()).rejects.toMatchObject({ code: 'DATA_LOSS', details: { from: last, to: last + 5 } })
  })
}
