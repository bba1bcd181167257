import type { Clock } from '../core/clock'

/** Draws frames one after the other. */
export interface Painter {
  /** Asks for a frame; where frames may be left out, the newest one asked for is always drawn. */
  frame(paint: () => Promise<void>): void
  /** Resolves when everything asked for has been drawn and had its time; throws what a frame threw. */
  drained(): Promise<void>
  /** Draws the last frame, at once; resolves when it is drawn, with no timer left. Whatever is asked for later is not drawn. */
  last(paint: () => Promise<void>): Promise<void>
}

/** Draws every frame: for a recording. */
export function everyFrame(): Painter {
  let queue: Promise<void> = Promise.resolve()
  let over = false
  const frame = (paint: () => Promise<void>): void => {
    if (over) return
    queue = queue.then(paint)
    // Who waits hears of it; nobody else shall.
    queue.catch(() => {})
  }
  return {
    frame,
    drained: () => queue,
    last: paint => {
      frame(paint)
      over = true
      return queue
    },
  }
}

/**
 * Draws at most one frame every `intervalMs`, leaving out those that a newer one has overtaken: for a person watching. A
 * frame that takes long is followed by a rest as long, so that drawing has no more than half of the process.
 */
export function cappedFrames(clock: Clock, intervalMs: number): Painter {
  const rest = new AbortController()
  let next: (() => Promise<void>) | null = null
  let loop: Promise<void> | null = null
  let over = false
  const run = async (): Promise<void> => {
    while (next !== null) {
      const paint = next
      next = null
      const began = clock.monotonic()
      await paint()
      const took = clock.monotonic() - began
      await clock.sleep(Math.max(intervalMs - took, took), rest.signal)
    }
    loop = null
  }
  const frame = (paint: () => Promise<void>): void => {
    if (over) return
    next = paint
    if (loop !== null) return
    loop = run()
    loop.catch(() => { loop = null })
  }
  const drained = async (): Promise<void> => {
    while (loop !== null) await loop
  }
  return {
    frame, drained,
    last: async paint => {
      frame(paint)
      over = true
      rest.abort()
      await drained()
    },
  }
}
