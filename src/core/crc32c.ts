import { FOLD_FROM, makeFold, type Fold } from './crc32c-fold'

/**
 * CRC-32C (Castagnoli), which guards a record batch from its attributes to its end: every record's bytes pass here. Long
 * inputs are folded; what is left, and short ones, go sixteen bytes a step through sixteen tables.
 */
const tables = makeTables()

function makeTables(): readonly Int32Array[] {
  const all = Array.from({ length: 16 }, () => new Int32Array(256))
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0)
    all[0][byte] = crc
  }
  for (let byte = 0; byte < 256; byte++) {
    for (let t = 1; t < 16; t++) all[t][byte] = (all[t - 1][byte] >>> 8) ^ all[0][all[t - 1][byte] & 0xff]
  }
  return all
}

const [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15] = tables

const NO_WORDS = new Int32Array(0)

/** The checksum of `data[start] … data[end - 1]`, as an unsigned 32-bit number. */
export function crc32c(data: Uint8Array, start = 0, end = data.length): number {
  let register = -1
  let at = start
  if (end - at >= FOLD_FROM && fold === undefined) fold = makeFold()
  while (fold && end - at >= FOLD_FROM) {
    const folded = fold(data, at, end, register)
    register = throughTables(folded.bytes, folded.start, folded.end, 0)
    at += folded.taken
  }
  return ~throughTables(data, at, end, register) >>> 0
}

// Made when it is first needed; null where it cannot be.
let fold: Fold | null | undefined

function throughTables(data: Uint8Array, start: number, end: number, register: number): number {
  let crc = register
  let at = start
  // To the first address a 32-bit view can start at.
  while (at < end && ((data.byteOffset + at) & 3) !== 0) crc = (crc >>> 8) ^ t0[(crc ^ data[at++]) & 0xff]
  // A few bytes may end before such an address.
  const words = at < end ? new Int32Array(data.buffer, data.byteOffset + at, (end - at) >>> 2) : NO_WORDS
  const last = words.length - (words.length & 3)
  for (let i = 0; i < last; i += 4) {
    const a = words[i] ^ crc
    const b = words[i + 1]
    const c = words[i + 2]
    const d = words[i + 3]
    crc = t15[a & 0xff] ^ t14[(a >>> 8) & 0xff] ^ t13[(a >>> 16) & 0xff] ^ t12[a >>> 24]
      ^ t11[b & 0xff] ^ t10[(b >>> 8) & 0xff] ^ t9[(b >>> 16) & 0xff] ^ t8[b >>> 24]
      ^ t7[c & 0xff] ^ t6[(c >>> 8) & 0xff] ^ t5[(c >>> 16) & 0xff] ^ t4[c >>> 24]
      ^ t3[d & 0xff] ^ t2[(d >>> 8) & 0xff] ^ t1[(d >>> 16) & 0xff] ^ t0[d >>> 24]
  }
  for (at += last * 4; at < end; at++) crc = (crc >>> 8) ^ t0[(crc ^ data[at]) & 0xff]
  return crc
}
