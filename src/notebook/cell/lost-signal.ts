import { runInThisContext } from 'node:vm'

/** How long the thread that hears signals may take on a busy machine. */
const longestMs = 200

let sent = 0
let heard = 0

export function signalSent(): void {
  sent++
}

export function signalHeard(): void {
  heard++
}

/**
 * node loses a signal that comes at the moment at which a script ends that it could have broken off, and breaks off the
 * next script with it (the semaphore of its SigintWatchdogHelper stays up). This script takes the place of the next cell.
 */
export function swallowLostSignal(): void {
  const lost = sent > heard
  sent = heard = 0
  if (!lost) return
  try {
    runInThisContext(`for (const end = Date.now() + ${longestMs}; Date.now() < end;);`, { breakOnSigint: true })
  } catch {
    // That was it.
  }
}
