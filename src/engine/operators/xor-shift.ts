const MASK = 0xffff_ffff_ffff_ffffn
/** Scala's seed for hashing arrays. */
const ARRAY_SEED = 0x3c07_4a61

/** Spark's `XORShiftRandom`: numbers from 0 up to 1, the same for a seed as there. */
export function xorShift(seed: bigint): () => number {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigInt64(0, BigInt.asIntN(64, seed))
  const low = murmur3(bytes, ARRAY_SEED)
  let state = (BigInt(murmur3(bytes, low) >>> 0) << 32n) | BigInt(low >>> 0)
  const next = (bits: number): number => {
    let hash = state ^ ((state << 21n) & MASK)
    hash ^= hash >> 35n
    hash ^= (hash << 4n) & MASK
    state = hash
    return Number(hash & ((1n << BigInt(bits)) - 1n))
  }
  return () => (next(26) * 2 ** 27 + next(27)) * 2 ** -53
}

/** MurmurHash3 of whole words, 32 bits. */
function murmur3(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer)
  let hash = seed
  for (let at = 0; at < bytes.length; at += 4) {
    let k = Math.imul(view.getInt32(at, true), 0xcc9e2d51)
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
    hash ^= k
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  hash ^= bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
