import { randomUUID } from 'node:crypto'

/** Chance, as an argument: ids, and the jitter of retries. */
export interface Random {
  uuid(): string
  /** A number from 0 up to, and without, 1. */
  fraction(): number
}

export const systemRandom: Random = { uuid: () => randomUUID(), fraction: () => Math.random() }
