import { RecordBatchCorrupt } from '../errors'

/**
 * LZ4 frames, as Kafka's clients and brokers write them.
 *   frame => magic 0x184D2204 LE, FLG, BD, [content size: 8], [dictionary id: 4], HC, blocks, end mark 0, [content checksum: 4]
 *   block => size LE (top bit: stored as is), data, [block checksum: 4]
 *   data  => sequences: token (literals << 4 | match - 4), [more literal length], literals, match offset LE, [more match length]
 * Checksums inside the frame are not looked at: the batch's CRC-32C already covers every byte.
 */
export function lz4Decompress(data: Uint8Array, maxSize: number): Uint8Array {
  if (data.length < 7 || readUint32(data, 0) !== 0x184d2204) throw broken('no LZ4 frame')
  const flags = data[4]
  if (flags >>> 6 !== 1) throw broken('an LZ4 frame of an unknown version')
  const blockSize = 1 << (8 + 2 * ((data[5] >>> 4) & 7))
  const first = 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0)
  const blockChecksum = flags & 0x10 ? 4 : 0

  // Blocks but the last are full, so their number bounds the size closely.
  let blocks = 0
  for (let at = first; ; blocks++) {
    if (at + 4 > data.length) throw broken('an LZ4 frame without an end')
    const size = readUint32(data, at) & 0x7fffffff
    if (size === 0) break
    at += 4 + size + blockChecksum
  }
  if (blocks * blockSize > maxSize + blockSize) throw broken('an LZ4 frame larger than a batch may be')
  const out = new Uint8Array(blocks * blockSize)
  let at = first
  let to = 0
  for (let block = 0; block < blocks; block++) {
    const header = readUint32(data, at)
    const size = header & 0x7fffffff
    at += 4
    if (header >>> 31 === 1) {
      if (to + size > out.length) throw broken('an LZ4 block larger than its frame says')
      out.set(data.subarray(at, at + size), to)
      to += size
    } else {
      to = decompressBlock(data, at, at + size, out, to)
    }
    at += size + blockChecksum
  }
  return out.subarray(0, to)
}

function decompressBlock(data: Uint8Array, start: number, end: number, out: Uint8Array, outStart: number): number {
  let at = start
  let to = outStart
  while (at < end) {
    const token = data[at++]
    let literals = token >>> 4
    if (literals === 15) {
      let more: number
      do { more = data[at++]; literals += more } while (more === 255)
    }
    if (at + literals > end || to + literals > out.length) throw broken('LZ4 literals past the end')
    for (const stop = at + literals; at < stop;) out[to++] = data[at++]
    // The last sequence of a block is literals alone.
    if (at === end) break

    const distance = data[at] | (data[at + 1] << 8)
    at += 2
    let length = (token & 15) + 4
    if (length === 19) {
      let more: number
      do { more = data[at++]; length += more } while (more === 255)
    }
    let from = to - distance
    if (distance === 0 || from < 0 || at > end || to + length > out.length) throw broken('an LZ4 match outside its frame')
    // A match may overlap what it writes: byte by byte is the meaning of it.
    for (const stop = to + length; to < stop;) out[to++] = out[from++]
  }
  return to
}

function readUint32(data: Uint8Array, at: number): number {
  return (data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | (data[at + 3] << 24)) >>> 0
}

function broken(what: string): Error {
  return new RecordBatchCorrupt(what)
}
