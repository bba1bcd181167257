import type { Clock } from '../core/clock'

/** Draws frames one after the other. */
export interface Painter {
  /** Asks for a frame; where frames may be left out, the newest one asked for is always drawn. */
  frame(paint: () => Promise<void>): void
  /** Resolves when everything asked for has been drawn; throws what a frame threw. */
  drained(): Promise<void>
}

/** Draws every frame: for a recording. */
export function everyFrame(): Painter {
  let queue: Promise<void> = Promise.resolve()
  return {
    frame: paint => {
      queue = queue.then(paint)
      // Who waits hears of it; nobody else shall.
      queue.catch(() => {})
    },
    drained: () => queue,
  }
}

/** Draws at most one frame every `intervalMs`, leaving out those that a newer one has overtaken: for a person watching. */
export function cappedFrames(clock: Clock, intervalMs: number): Painter {
  let next: (() => Promise<void>) | null = null
  let loop: Promise<void> | null = null
  const run = async (): Promise<void> => {
    while (next !== null) {
      const paint = next
      next = null
      const began = clock.monotonic()
      await paint()
      await clock.sleep(Math.max(0, intervalMs - (clock.monotonic() - began)))
    }
    loop = null
  }
  return {
    frame: paint => {
      next = paint
      if (loop === null) {
        loop = run()
        loop.catch(() => {})
      }
    },
    drained: async () => {
      while (loop !== null) await loop
    },
  }
}
