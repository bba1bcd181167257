import fc from 'fast-check'
import { compress as lz4Compress } from 'lz4js'
import { compress as snappyCompress } from 'snappyjs'
import { gzipSync } from 'node:zlib'
import { abortedFilter } from '../../src/connectors/kafka/records/aborted-filter'
import { crc32c } from '../../src/core/crc32c'
import { decodeRecords } from '../../src/connectors/kafka/records/decode-records'
import { decompress } from '../../src/connectors/kafka/records/decompress'
import type { Codec } from '../../src/connectors/kafka/records/decompress'

/** Bytes that compress: a few words, repeated and mixed with noise. */
const compressible = fc.array(fc.oneof(fc.constantFrom('login', 'view', '{"user":"', 'Zoë Müller', 'a'.repeat(300)), fc.string()), { maxLength: 400 })
  .map(parts => Buffer.from(parts.join(''), 'utf8'))

/** The framing of Java's snappy: 16 bytes, then blocks of a length and that many bytes. */
function xerial(data: Buffer, block: number): Buffer {
  const parts = [Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1])]
  for (let at = 0; at < data.length; at += block) {
    const compressed = Buffer.from(snappyCompress(data.subarray(at, at + block)))
    const length = Buffer.alloc(4)
    length.writeInt32BE(compressed.length)
    parts.push(length, compressed)
  }
  return Buffer.concat(parts)
}

const encoders: readonly (readonly [Codec, string, (data: Buffer) => Uint8Array])[] = [
  ['none', 'as it is', data => data],
  ['gzip', 'of zlib', data => gzipSync(data)],
  ['snappy', 'one raw block', data => snappyCompress(data)],
  ['snappy', 'framed in blocks', data => xerial(data, 1_000)],
  ['lz4', 'a frame', data => lz4Compress(data)],
]

test.each(encoders)('%s, %s: decompressed as it was', (codec, _, encode) => {
  fc.assert(fc.property(compressible, data => Buffer.from(decompress(codec, encode(data))).equals(data)), { numRuns: 200 })
})

test.each(encoders.filter(([codec]) => codec !== 'none'))('%s, %s: damaged bytes end in a coded error or in bytes, never in a crash or a hang', (codec, _, encode) => {
  fc.assert(fc.property(compressible, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 }), fc.nat(), (data, flips, cut) => {
    const damaged = Buffer.from(encode(data))
    if (damaged.length === 0) return
    for (const [at, flip] of flips) damaged[at % damaged.length] ^= flip
    try {
      decompress(codec, damaged.subarray(0, damaged.length - cut % 3))
    } catch (error) {
      expect(error).toMatchObject({ code: 'RECORD_BATCH_CORRUPT' })
    }
  }), { numRuns: 400 })
})

test('zstd: bytes that are none are refused', () => {
  expect(() => decompress('zstd', Buffer.from('not zstd at all'))).toThrow(expect.objectContaining({ code: 'RECORD_BATCH_CORRUPT' }))
})

test('CRC-32C: known values, at any alignment', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa)
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43)
  const bytes = Buffer.from([...Array(200).keys()])
  for (let start = 0; start < 8; start++) for (let end = start; end < start + 12; end++) expect(crc32c(bytes, start, end)).toBe(crc32c(Uint8Array.from(bytes.subarray(start, end))))
  for (let start = 0; start < 20; start++) expect(crc32c(bytes, start, 150)).toBe(crc32c(Uint8Array.from(bytes.subarray(start, 150))))
})

test('a long input is folded to the same checksum', () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 13)
  // A register goes on bit by bit: what the checksum is by its definition.
  const slow = (start: number, end: number): number => {
    let crc = -1
    for (let at = start; at < end; at++) {
      crc ^= bytes[at]
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0)
    }
    return ~crc >>> 0
  }
  for (const [start, end] of [[0, 4096], [3, 4099], [7, 20_001], [1, 122_880], [21, 122_902], [5, 127_000], [2, 250_000], [0, 300_000]]) {
    expect([start, end, crc32c(bytes, start, end)]).toEqual([start, end, slow(start, end)])
  }
})

// --- a log written here, to compare with a model ---------------------------------------------------------------------

interface Written {
  readonly bytes: Buffer
  readonly baseOffset: number
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value >= 0 ? value * 2 : -value * 2 - 1
  while (rest > 127) {
    bytes.push(rest % 128 | 0x80)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

/** A record batch v2 with values, as a producer would write it. */
function writeBatch(of: { baseOffset: number; values: readonly (string | null)[]; producerId?: number; transactional?: boolean; marker?: 'commit' | 'abort'; gzip?: boolean; deltas?: readonly number[]; timestamps?: readonly number[] }): Written {
  const baseTimestamp = of.timestamps?.[0] ?? 1_635_503_843_000
  const records = Buffer.concat(of.values.map((value, i) => {
    const key = of.marker === undefined ? null : Buffer.from([0, 0, 0, of.marker === 'commit' ? 1 : 0])
    const text = value === null ? null : Buffer.from(value)
    const body = Buffer.concat([
      Buffer.from([0, ...varint((of.timestamps?.[i] ?? baseTimestamp) - baseTimestamp), ...varint(of.deltas?.[i] ?? i)]),
      Buffer.from(varint(key === null ? -1 : key.length)), key ?? Buffer.alloc(0),
      Buffer.from(varint(text === null ? -1 : text.length)), text ?? Buffer.alloc(0), Buffer.from([0]),
    ])
    return Buffer.concat([Buffer.from(varint(body.length)), body])
  }))
  const data = of.gzip === true ? gzipSync(records) : records
  const head = Buffer.alloc(61)
  head.writeBigInt64BE(BigInt(of.baseOffset), 0)
  head.writeInt32BE(49 + data.length, 8)
  head.writeInt8(2, 16)
  head.writeInt16BE((of.gzip === true ? 1 : 0) | (of.transactional === true ? 16 : 0) | (of.marker === undefined ? 0 : 32), 21)
  head.writeInt32BE(of.deltas?.at(-1) ?? of.values.length - 1, 23)
  head.writeBigInt64BE(BigInt(baseTimestamp), 27)
  head.writeBigInt64BE(BigInt(baseTimestamp), 35)
  head.writeBigInt64BE(BigInt(of.producerId ?? -1), 43)
  head.writeInt32BE(of.values.length, 57)
  const bytes = Buffer.concat([head, data])
  bytes.writeUInt32BE(crc32c(bytes, 21), 17)
  return { bytes, baseOffset: of.baseOffset }
}

function decoded(bytes: Buffer, from: number, to: number, filter = null as ReturnType<typeof abortedFilter> | null): { values: string[]; offsets: number[]; next: number } {
  const { records, next } = decodeRecords({ topic: 't', partition: 0, bytes, from, to, filter, checkCrcs: true, source: 't[0] of a test' })
  const values = [...Array(records.count).keys()].map(i => (records.valueStarts[i] < 0 ? 'null' : Buffer.from(records.buffer.subarray(records.valueStarts[i], records.valueEnds[i])).toString()))
  return { values, offsets: [...records.offsets], next }
}

test('one buffer of plain and compressed batches, cut to the range', () => {
  const log = Buffer.concat([
    writeBatch({ baseOffset: 0, values: ['a', 'b', null] }).bytes,
    writeBatch({ baseOffset: 3, values: ['d', 'e'], gzip: true }).bytes,
    writeBatch({ baseOffset: 10, values: ['k', 'l'], deltas: [0, 4] }).bytes,
  ])
  expect(decoded(log, 0, 100)).toEqual({ values: ['a', 'b', 'null', 'd', 'e', 'k', 'l'], offsets: [0, 1, 2, 3, 4, 10, 14], next: 15 })
  expect(decoded(log, 1, 4)).toEqual({ values: ['b', 'null', 'd'], offsets: [1, 2, 3], next: 4 })
  // The next batch begins behind the range: what is between was compacted away.
  expect(decoded(log, 5, 9)).toEqual({ values: [], offsets: [], next: 9 })
  // The last batch is cut off: go on from its start.
  expect(decoded(log.subarray(0, log.length - 1), 0, 100)).toMatchObject({ values: ['a', 'b', 'null', 'd', 'e'], next: 5 })
})

test('timestamps before and far after their batch\'s first', () => {
  const timestamps = [1_635_503_843_000, 1_635_503_842_000, 0, 253_402_300_799_000, -62_135_596_800_000]
  const { bytes } = writeBatch({ baseOffset: 0, values: timestamps.map(String), timestamps })
  const { records } = decodeRecords({ topic: 't', partition: 0, bytes, from: 0, to: 9, filter: null, checkCrcs: true, source: 'test' })
  expect([...records.timestamps]).toEqual(timestamps)
})

test('a flipped byte anywhere under the checksum is found', () => {
  const { bytes } = writeBatch({ baseOffset: 0, values: ['{"user":"John Smith"}'] })
  for (let at = 17; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes)
    damaged[at] ^= 1
    expect(() => decoded(damaged, 0, 10)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^RECORD_BATCH_/), message: expect.stringContaining('t[0] of a test') }))
  }
})

test('messages from before Kafka 0.11 are refused', () => {
  const { bytes } = writeBatch({ baseOffset: 0, values: ['a'] })
  bytes[16] = 1
  expect(() => decoded(bytes, 0, 10)).toThrow(expect.objectContaining({ code: 'RECORD_BATCH_UNSUPPORTED' }))
})

test('transactions of several producers, mixed at random and fetched in pieces, give what a model gives', () => {
  const step = fc.record({ producer: fc.nat(2), kind: fc.constantFrom('data', 'data', 'data', 'commit', 'abort', 'plain') })
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), fc.nat(), (steps, perFetch, start) => {
    const batches: Written[] = []
    const open = new Map<number, { first: number; values: string[] }>()
    const aborted: { producerId: number; firstOffset: number; lastOffset: number }[] = []
    const lost = new Set<string>()
    const kept: string[] = []
    let offset = 0
    for (const { producer, kind } of [...steps, ...[0, 1, 2].map(of => ({ producer: of, kind: 'abort' }))]) {
      const name = `p${producer}@${offset}`
      if (kind === 'plain') {
        batches.push(writeBatch({ baseOffset: offset, values: [name] }))
        kept.push(name)
      } else if (kind === 'data') {
        batches.push(writeBatch({ baseOffset: offset, values: [name], producerId: producer, transactional: true }))
        const of = open.get(producer) ?? { first: offset, values: [] }
        open.set(producer, { ...of, values: [...of.values, name] })
        kept.push(name)
      } else {
        const of = open.get(producer)
        if (of === undefined) continue
        batches.push(writeBatch({ baseOffset: offset, values: [null], producerId: producer, transactional: true, marker: kind === 'abort' ? 'abort' : 'commit' }))
        if (kind === 'abort') {
          aborted.push({ producerId: producer, firstOffset: of.first, lastOffset: offset })
          for (const value of of.values) lost.add(value)
        }
        open.delete(producer)
      }
      offset++
    }
    // Read from anywhere, in fetches of a few batches; the broker names what overlaps each, so entries repeat.
    const from = offset === 0 ? 0 : start % offset
    const filter = abortedFilter()
    const found: string[] = []
    let at = from
    for (let i = batches.findIndex(of => of.baseOffset >= from); i >= 0 && i < batches.length; i += perFetch) {
      const piece = batches.slice(i, i + perFetch)
      const last = piece[piece.length - 1].baseOffset
      filter.learn(aborted.filter(of => of.lastOffset >= at && of.firstOffset <= last))
      const { values, next } = decoded(Buffer.concat(piece.map(of => of.bytes)), at, offset, filter)
      found.push(...values)
      at = next
    }
    expect(found).toEqual(kept.filter(value => !lost.has(value) && Number(value.split('@')[1]) >= from))
    expect(at).toBe(offset)
  }), { numRuns: 300 })
})
