import { decompress as fzstdDecompress } from 'fzstd'
import * as zlib from 'node:zlib'

/** Node has zstd of its own since 22.15; before that, JavaScript does it. */
const native = 'zstdDecompressSync' in zlib ? zlib.zstdDecompressSync as (data: Uint8Array, of: { maxOutputLength: number }) => Buffer : null

/**
 * The content of a zstd frame; what follows it in the result is zeros where the frame does not tell its size, as those of
 * brokers do not. A batch tells how many records it has, so nobody reads on.
 */
export function zstdDecompress(data: Uint8Array, maxSize: number): Uint8Array {
  if (native !== null) return native(data, { maxOutputLength: maxSize })
  // Without a size, fzstd moves its whole window, megabytes of it, for every block: a buffer that is surely large enough
  // lets it write in place.
  const bound = singleFrameBound(data)
  if (bound === null) return fzstdDecompress(data)
  if (bound > maxSize) throw new RangeError('a zstd frame larger than a batch may be')
  const buffer = new Uint8Array(bound)
  // fzstd asks `buffer == 1`, which would print the whole buffer as text to compare it; this answers at once.
  Object.defineProperty(buffer, 'valueOf', { value: () => NaN })
  return fzstdDecompress(data, buffer)
}

/** No block grows beyond this. */
const maxBlock = 1 << 17

/**
 * How large the content of the one frame in `data` can be; null where it tells its size, or there are several.
 *   frame => magic 4, descriptor 1, [window 1], [dictionary id 0–4], [content size 0–8], blocks, [checksum 4]
 *   block => 3 bytes LE: last 1 bit, type 2 bits (0 raw, 1 one byte repeated, 2 compressed), size 21 bits; data
 */
function singleFrameBound(data: Uint8Array): number | null {
  const descriptor = data[4]
  const singleSegment = (descriptor & 0x20) !== 0
  if (descriptor >>> 6 !== 0 || singleSegment) return null
  let at = 6 + [0, 1, 2, 4][descriptor & 3]
  let bound = 0
  for (let last = false; !last;) {
    if (at + 3 > data.length) return null
    const header = data[at] | (data[at + 1] << 8) | (data[at + 2] << 16)
    last = (header & 1) === 1
    const type = (header >>> 1) & 3
    const size = header >>> 3
    bound += type === 2 ? maxBlock : size
    at += 3 + (type === 1 ? 1 : size)
  }
  return at + (descriptor & 4 ? 4 : 0) === data.length ? bound : null
}
