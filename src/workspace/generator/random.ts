/** A repeatable source of numbers (xoshiro128**, seeded by splitmix32): the same seed gives the same events anywhere. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number in [from, to). */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** The index of one weight, drawn in proportion. */
  weighted(weights: readonly number[]): number
}

export function seededRandom(seed: number): Random {
  let mix = seed | 0
  const word = (): number => {
    mix = (mix + 0x9e3779b9) | 0
    let z = mix ^ (mix >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
  let [a, b, c, d] = [word(), word(), word(), word()]
  const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by))

  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotate(d, 11)
    return (result >>> 0) / 0x1_0000_0000
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from))
  return {
    next,
    int,
    chance: probability => next() < probability,
    pick: items => items[int(0, items.length)],
    weighted(weights) {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0)
      const found = weights.findIndex(weight => (rest -= weight) < 0)
      return found < 0 ? weights.length - 1 : found
    },
  }
}
