/** Numbers of 38 digits as pairs of 64 bits, the low one first: how state and Arrow hold a DECIMAL. */
export function toWords(values: readonly bigint[], length: number): BigInt64Array<ArrayBuffer> {
  const words = new BigInt64Array(2 * length)
  for (let i = 0; i < length; i++) {
    words[2 * i] = values[i]
    words[2 * i + 1] = values[i] >> 64n
  }
  return words
}

export function fromWords(words: BigInt64Array, length: number): bigint[] {
  return Array.from({ length }, (_, i) => (words[2 * i + 1] << 64n) | BigInt.asUintN(64, words[2 * i]))
}
