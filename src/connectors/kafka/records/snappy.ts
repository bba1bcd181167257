import { RecordBatchCorrupt } from '../errors'

/** The first bytes of the framing that Java's snappy writes: 0x82 "SNAPPY" 0x00, then two int32 of versions. */
const xerial = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]

/**
 * Snappy, in the xerial framing (16 bytes, then blocks of int32 length and bytes) that brokers and Java clients write, or
 * as one raw block, which some clients send.
 *   block => uncompressed length varint, elements
 *   element, by the low two bits of its tag: 00 literal, 01 copy with 11-bit distance, 10 with 16-bit, 11 with 32-bit
 */
export function snappyDecompress(data: Uint8Array, maxSize: number): Uint8Array {
  if (!xerial.every((byte, i) => data[i] === byte)) {
    const raw = new Uint8Array(blockLength(data, 0, maxSize).length)
    decompressBlock(data, 0, data.length, raw, 0)
    return raw
  }
  const blocks: { start: number; end: number }[] = []
  let total = 0
  for (let at = 16; at < data.length;) {
    const size = ((data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3]) >>> 0
    const start = at + 4
    at = start + size
    if (at > data.length) throw broken('a Snappy block that is cut off')
    blocks.push({ start, end: at })
    total += blockLength(data, start, maxSize - total).length
  }
  const out = new Uint8Array(total)
  let to = 0
  for (const { start, end } of blocks) to = decompressBlock(data, start, end, out, to)
  return out
}

function blockLength(data: Uint8Array, start: number, maxSize: number): { length: number; next: number } {
  let length = 0
  let at = start
  for (let shift = 0; ; shift += 7) {
    const byte = data[at++]
    if (byte === undefined || shift > 28) throw broken('a Snappy block without a length')
    length += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) break
  }
  if (length > maxSize) throw broken('a Snappy block larger than a batch may be')
  return { length, next: at }
}

function decompressBlock(data: Uint8Array, start: number, end: number, out: Uint8Array, outStart: number): number {
  const { length: size, next } = blockLength(data, start, out.length - outStart)
  const limit = outStart + size
  let at = next
  let to = outStart
  while (at < end) {
    const tag = data[at++]
    let length = (tag >>> 2) + 1
    let distance: number
    switch (tag & 3) {
      case 0:
        if (length > 60) {
          const bytes = length - 60
          length = 1
          for (let i = 0; i < bytes; i++) length += data[at++] * 2 ** (8 * i)
        }
        if (at + length > end || to + length > limit) throw broken('a Snappy literal past the end')
        for (const stop = at + length; at < stop;) out[to++] = data[at++]
        continue
      case 1:
        length = ((tag >>> 2) & 7) + 4
        distance = ((tag >>> 5) << 8) | data[at++]
        break
      case 2:
        distance = data[at] | (data[at + 1] << 8)
        at += 2
        break
      default:
        distance = (data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | (data[at + 3] << 24)) >>> 0
        at += 4
    }
    let from = to - distance
    if (distance === 0 || from < outStart || at > end || to + length > limit) throw broken('a Snappy copy outside its block')
    // A copy may overlap what it writes: byte by byte is the meaning of it.
    for (const stop = to + length; to < stop;) out[to++] = out[from++]
  }
  if (to !== limit) throw broken('a Snappy block shorter than it says')
  return to
}

function broken(what: string): Error {
  return new RecordBatchCorrupt(what)
}
