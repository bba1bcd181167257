import type { Clock } from '../core/clock'
import { isTidemarkError } from '../core/errors'
import type { Random } from '../core/random'
import { QueryStopped } from './interrupt'

const TRIES = 8
const FIRST_MS = 200
const LONGEST_MS = 5_000

export interface Retrying {
  readonly clock: Clock
  readonly random: Random
  readonly signal: AbortSignal
  /** Hears of each failure that is tried again. */
  readonly onRetry: (error: Error, attempt: number) => void
}

/** Runs `work`, again after errors that say another try can help: 8 tries, 0.2 s to 5 s apart with jitter. */
export async function retrying<T>(work: () => Promise<T>, { clock, random, signal, onRetry }: Retrying): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isTidemarkError(error) || !error.retryable || attempt >= TRIES) throw error
      onRetry(error, attempt)
      await clock.sleep(Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)) * (0.5 + random.fraction() / 2), signal)
      if (signal.aborted) throw new QueryStopped('the query was stopped')
    }
  }
}
