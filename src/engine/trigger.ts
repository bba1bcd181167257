import type { Clock } from '../core/clock'
import type { Trigger } from '../plan/query'

/** Shortest and longest wait between two looks for new data, where the trigger is "as fast as it comes". */
const POLL_MS = 10
const POLL_LONGEST_MS = 100

export interface Ticking {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Runs a batch if there is one to run. */
  readonly tick: () => Promise<'ran' | 'idle'>
  /** Waits, shorter where somebody is waiting for the query to catch up. */
  readonly rest: (ms: number) => Promise<void>
}

/** Calls `tick` when the trigger says so, until the signal aborts or, for available-now, nothing is left; once for `once`. */
export async function runTrigger(trigger: Trigger, { clock, signal, tick, rest }: Ticking): Promise<void> {
  if (trigger.kind === 'available-now') {
    while (!signal.aborted && await tick() === 'ran');
    return
  }
  if (trigger.kind === 'once') {
    await tick()
    return
  }
  const { intervalMs } = trigger
  let idleMs = POLL_MS
  while (!signal.aborted) {
    const startedMs = clock.now()
    const outcome = await tick()
    if (signal.aborted) return
    if (intervalMs > 0) {
      // The next multiple of the interval after the start; where the batch took longer, at once, and ticks missed are missed.
      const nextMs = (Math.floor(startedMs / intervalMs) + 1) * intervalMs
      await clock.sleep(Math.min(intervalMs, Math.max(0, nextMs - clock.now())), signal)
    } else if (outcome === 'idle') {
      await rest(idleMs)
      idleMs = Math.min(POLL_LONGEST_MS, idleMs * 2)
    } else {
      idleMs = POLL_MS
    }
  }
}
