import { appendFileSync, cpSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTapeReader, recordTape } from '../../src/connectors/kafka'
import { headerBytes, readBatchHeader } from '../../src/connectors/kafka/records/batch-header'
import { crc32c } from '../../src/core/crc32c'
import { allRecords, readerContract } from './kafka-reader'
import { temporaryFolder } from '../support/temporary-folder'

const tape = join(__dirname, '../../data/topic_log')
const topic = 'topic_log'
let dir: string

beforeEach(() => { dir = temporaryFolder('tape') })
afterEach(() => { rmSync(dir, { recursive: true, force: true }) })

/** A copy of the tape to damage; without tape.json it is a broker's own folder. */
function copy({ json = true } = {}): string {
  cpSync(tape, dir, { recursive: true })
  if (!json) rmSync(join(dir, 'tape.json'))
  return dir
}

/** The last segment of partition 2. */
const lastName = readdirSync(join(tape, 'topic_log-2')).filter(name => name.endsWith('.log')).sort().at(-1) ?? ''
const last = join('topic_log-2', lastName)

describe('a tape', () => readerContract(() => openTapeReader(tape), { topic, partitions: 4, full: 1, empty: 3 }))

describe('a copied log directory', () => {
  test('gives what the tape gives, without tape.json', async () => {
    const bare = openTapeReader(copy({ json: false }))
    expect(await bare.topics()).toEqual([topic])
    expect(await allRecords(bare, topic, 2)).toEqual(await allRecords(openTapeReader(tape), topic, 2))
  })

  test('takes the topic id from partition.metadata', async () => {
    writeFileSync(join(copy({ json: false }), 'topic_log-0', 'partition.metadata'), 'version: 0\ntopic_id: BBQaLA6jSy26YKeaAm2D-Q')
    expect((await openTapeReader(dir).metadata(topic)).topicId).toBe('BBQaLA6jSy26YKeaAm2D-Q')
  })

  test('leaves a torn last batch out', async () => {
    const path = join(copy({ json: false }), last)
    truncateSync(path, readFileSync(path).length - 100)
    const whole = await allRecords(openTapeReader(tape), topic, 2)
    const torn = await allRecords(openTapeReader(dir), topic, 2)
    expect(torn.length).toBeGreaterThan(0)
    expect(torn.length).toBeLessThan(whole.length)
    expect(whole.slice(0, torn.length)).toEqual(torn)
  })

  test('an open transaction at the end is held back, and everything behind it', async () => {
    const path = join(copy({ json: false }), last)
    const before = openTapeReader(tape)
    const end = (await before.offsets(topic, [2], 'latest')).get(2) ?? 0
    appendFileSync(path, Buffer.concat([reissued(path, end, 77), reissued(path, end + 1_000, null)]))
    const reader = openTapeReader(dir)
    expect((await reader.offsets(topic, [2], 'latest')).get(2)).toBe(end)
    expect((await reader.offsets(topic, [2], 'latest', 'read_uncommitted')).get(2)).toBeGreaterThan(end + 1_000)
    expect(await allRecords(reader, topic, 2)).toEqual(await allRecords(before, topic, 2))
    expect((await reader.fetch({ topic, partition: 2, offset: end })).bytes.length).toBe(0)
    expect((await allRecords(reader, topic, 2, 'read_uncommitted')).length).toBeGreaterThan((await allRecords(before, topic, 2, 'read_uncommitted')).length)
  })

  test('recorded again, keeps the open transaction and the segments', async () => {
    const path = join(copy({ json: false }), last)
    const end = (await openTapeReader(tape).offsets(topic, [2], 'latest')).get(2) ?? 0
    appendFileSync(path, reissued(path, end, 77))
    const into = join(dir, 'recorded')
    const json = await recordTape({ reader: openTapeReader(dir), topic, dir: into })
    expect(json.partitions[2]).toMatchObject({ lastStableOffset: end })
    expect(json.partitions[2].endOffset).toBeGreaterThan(end)
    for (const [name, size] of Object.entries(json.partitions[1].files)) {
      expect(size).toBe(readFileSync(join(tape, 'topic_log-1', name)).length)
      expect(readFileSync(join(into, 'topic_log-1', name)).equals(readFileSync(join(tape, 'topic_log-1', name)))).toBe(true)
    }
    expect(await allRecords(openTapeReader(into), topic, 2, 'read_uncommitted')).toEqual(await allRecords(openTapeReader(dir), topic, 2, 'read_uncommitted'))
  })
})

/** The last batch of a segment, issued again at another offset, by a producer in a transaction or without one. */
function reissued(path: string, offset: number, producerId: number | null): Buffer {
  const bytes = readFileSync(path)
  let found = readBatchHeader(bytes, 0)
  for (let next = found; next !== null; next = readBatchHeader(bytes, next.end)) found = next
  if (found === null) throw new Error('the segment is empty')
  const batch = Buffer.from(bytes.subarray(found.start, found.end))
  batch.writeBigInt64BE(BigInt(offset), 0)
  if (producerId !== null) {
    batch.writeInt16BE(batch.readInt16BE(21) | 16, 21)
    batch.writeBigInt64BE(BigInt(producerId), 43)
  }
  batch.writeUInt32BE(crc32c(batch, 21), 17)
  return batch
}

describe('a damaged tape', () => {
  test('a flipped byte is named with its file and offset, wherever it is', async () => {
    const path = join(copy(), last)
    const bytes = readFileSync(path)
    for (const at of [headerBytes, headerBytes + 500, Math.floor(bytes.length / 2), bytes.length - 1, 30, 25]) {
      const damaged = Buffer.from(bytes)
      damaged[at] ^= 0x40
      writeFileSync(path, damaged)
      // A flip in a head that moves offsets is seen when the tape is opened, any other by the batch's checksum.
      await expect(allRecords(openTapeReader(dir), topic, 2)).rejects.toMatchObject({ code: expect.stringMatching(/RECORD_BATCH_CORRUPT|TAPE_TRUNCATED/), fault: 'external', message: expect.stringContaining('topic_log-2') })
    }
  })

  test('a file that is cut off, missing or longer is named', async () => {
    const path = join(copy(), last)
    const bytes = readFileSync(path)
    const refusal = { code: 'TAPE_TRUNCATED', message: expect.stringContaining(lastName), hint: expect.stringContaining('again') }
    for (const size of [bytes.length - 1, 100, 0]) {
      writeFileSync(path, bytes.subarray(0, size))
      await expect(openTapeReader(dir).offsets(topic, [2], 'latest')).rejects.toMatchObject(refusal)
    }
    rmSync(path)
    await expect(openTapeReader(dir).offsets(topic, [2], 'latest')).rejects.toMatchObject(refusal)
  })

  test('a tape.json that is no JSON, or describes nothing', () => {
    for (const text of ['{', '{}', '[]', 'null', '{"tape":2}']) {
      writeFileSync(join(copy(), 'tape.json'), text)
      expect(() => openTapeReader(dir)).toThrow(expect.objectContaining({ code: 'TAPE_CORRUPT' }))
    }
  })

  test('a folder without a tape', () => {
    expect(() => openTapeReader(join(dir, 'nothing'))).toThrow(expect.objectContaining({ code: 'TAPE_NOT_FOUND', fault: 'user' }))
  })

  test('a tape is not written over what is there', async () => {
    writeFileSync(join(dir, 'mine.txt'), 'mine')
    await expect(recordTape({ reader: openTapeReader(tape), topic, dir })).rejects.toMatchObject({ code: 'ALREADY_THERE' })
    expect(readFileSync(join(dir, 'mine.txt'), 'utf8')).toBe('mine')
  })
})
