const MASK = (1n << 48n) - 1n

/** The first `nextLong` of a `java.util.Random`: the seed that Spark gives to a generator of its first partition. */
export function firstJavaLong(seed: bigint): bigint {
  let state = (seed ^ 0x5_deec_e66dn) & MASK
  const next = (): bigint => {
    state = (state * 0x5_deec_e66dn + 0xbn) & MASK
    return BigInt.asIntN(32, state >> 16n)
  }
  const high = next()
  return BigInt.asIntN(64, (high << 32n) + next())
}
