const SIZE = 624
const WORD = 0xffff_ffffn

/** Well19937c of Commons Math, by which Spark draws how often a row is taken: numbers from 0 up to 1, the same for a seed. */
export function well19937(seed: bigint): () => number {
  const state = new Int32Array(SIZE)
  state[0] = Number(BigInt.asIntN(32, seed >> 32n))
  state[1] = Number(BigInt.asIntN(32, seed))
  for (let i = 2; i < SIZE; i++) {
    const before = BigInt(state[i - 2])
    state[i] = Number(BigInt.asIntN(32, (1_812_433_253n * (before ^ (before >> 30n)) + BigInt(i)) & WORD))
  }
  let index = 0
  const next = (bits: number): number => {
    const before = (index + SIZE - 1) % SIZE
    const twoBefore = (index + SIZE - 2) % SIZE
    const [v0, m1, m2, m3] = [state[index], state[(index + 70) % SIZE], state[(index + 179) % SIZE], state[(index + 449) % SIZE]]
    const z0 = (0x8000_0000 & state[before]) ^ (0x7fff_ffff & state[twoBefore])
    const z1 = v0 ^ (v0 << 25) ^ m1 ^ (m1 >>> 27)
    const z2 = (m2 >>> 9) ^ m3 ^ (m3 >>> 1)
    const z3 = z1 ^ z2
    let z4 = z0 ^ z1 ^ (z1 << 9) ^ z2 ^ (z2 << 21) ^ z3 ^ (z3 >>> 21)
    state[index] = z3
    state[before] = z4
    state[twoBefore] &= 0x8000_0000
    index = before
    z4 ^= (z4 << 7) & 0xe46e_1700
    z4 ^= (z4 << 15) & 0x9b86_8000
    return z4 >>> (32 - bits)
  }
  return () => (next(26) * 2 ** 26 + next(26)) * 2 ** -52
}
