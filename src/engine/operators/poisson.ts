import { well19937 } from './well-19937'

/** How often each row is taken where rows may be taken again: Spark's draw, for a mean below 40, from where Commons Math draws by another method. */
export function poisson(mean: number, seed: bigint): () => number {
  const next = well19937(seed)
  const least = Math.exp(-mean)
  return () => {
    let count = 0
    for (let product = 1; count < 1000 * mean; count++) {
      product *= next()
      if (product < least) return count
    }
    return count
  }
}
