/** Time, as an argument: wall time for what is written down, monotonic time for what is measured, sleep for triggers. */
export interface Clock {
  /** Wall time, ms since the epoch. */
  now(): number
  /** Monotonic ms, for durations. */
  monotonic(): number
  /** Resolves after `ms`, or at once when the signal aborts; leaves no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => new Promise(resolve => {
    if (signal?.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  }),
}
