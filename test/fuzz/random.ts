import { seededRandom } from '../support/seeded-random'

/** Choices, the same for a seed every time. */
export interface Rng {
  /** A whole number from 0 up to, and without, `below`. */
  int(below: number): number
  chance(probability: number): boolean
  pick<T>(of: readonly T[]): T
  /** One of the values, as often as its weight says. */
  weighted<T>(of: readonly (readonly [weight: number, value: T])[]): T
  times<T>(count: number, make: (i: number) => T): T[]
}

export function rngOf(seed: number): Rng {
  const next = seededRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b))
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    chance: probability => next() < probability,
    pick: of => of[int(of.length)],
    weighted: of => {
      let at = next() * of.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of of) if ((at -= weight) < 0) return value
      return of[of.length - 1][1]
    },
    times: (count, make) => Array.from({ length: count }, (_, i) => make(i)),
  }
}
