import type { Clock } from '../../src/core'

export interface FakeClock extends Clock {
  /** Sleeps that wait for the clock. */
  readonly sleeping: number
  /** Moves the clock, waking whoever is due, and lets what follows happen. */
  advance(ms: number): Promise<void>
}

/** A clock that stands still until a test moves it. */
export function fakeClock(startMs = Date.parse('2024-06-01T12:00:00Z')): FakeClock {
  let now = startMs
  const sleepers = new Set<{ readonly at: number; wake(): void }>()
  return {
    now: () => now,
    monotonic: () => now - startMs,
    sleep: (ms, signal) => new Promise(resolve => {
      if (signal?.aborted === true || ms <= 0) return resolve()
      const done = (): void => {
        sleepers.delete(sleeper)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const sleeper = { at: now + ms, wake: done }
      sleepers.add(sleeper)
      signal?.addEventListener('abort', done)
    }),
    get sleeping() { return sleepers.size },
    advance: async ms => {
      const end = now + ms
      await settle()
      for (;;) {
        const [next] = [...sleepers].filter(one => one.at <= end).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        now = Math.max(now, next.at)
        next.wake()
        await settle()
      }
      now = end
      await settle()
    },
  }
}

/** Lets everything that can go on without the clock go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(resolve => { setImmediate(resolve) })
}
