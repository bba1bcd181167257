import { cellOutput, type MimeBundle } from '../core/cell-output'
import { systemClock, type Clock } from '../core/clock'
import { isTidemarkError } from '../core/errors'
import type { StreamingQuery } from '../plan/query'
import { AS_IS, html, htmlText } from './html'
import { cappedFrames, everyFrame, type Painter } from './painter'
import { panelState, type PanelState } from './panel-state'

/** What a query's display redraws: bundles for its outputs, in the order in which they were shown. */
export interface LivePicture {
  /** Takes what is to be drawn now, and gives the work of drawing it. */
  take(state: PanelState): () => Promise<readonly MimeBundle[]>
  /** What stands there until the first frame, one bundle for each output. */
  readonly waiting: readonly MimeBundle[]
}

export interface LiveOptions {
  /** Most frames a second where a person watches; default 4. A recording keeps every frame. */
  readonly framesPerSecond?: number
  /** Time; for tests. */
  readonly clock?: Clock
}

/** Outputs that stand in the cell already and wait for their query. */
export interface LiveDisplay {
  /**
   * Redraws with every batch of the query, and once more when it has ended. Resolves when headless at the query's end,
   * else at its first frame, or after a few seconds without one; throws what made the query fail before that.
   */
  follow(query: StreamingQuery): Promise<void>
  /** Resolves when what was asked for so far has been drawn and had its time on the screen. */
  drawn(): Promise<void>
  /** For a query that did not start. */
  withdraw(): void
}

const LONGEST_WAIT = 5000

/** What stands in place of a picture that could not be drawn. */
function failureBundle(error: Error): MimeBundle {
  const text = isTidemarkError(error) ? error.sentence : error.message
  return { 'text/html': htmlText(html`<p class="tidemark-error ${AS_IS}" role="alert">${text}</p>`), 'text/plain': text }
}

export function framePainter(clock: Clock, { framesPerSecond }: LiveOptions): Painter {
  return cellOutput().headless ? everyFrame() : cappedFrames(clock, 1000 / (framesPerSecond ?? 4))
}

/**
 * Shows the outputs at once: later they would land in whatever cell runs then. `ends`: whether a recording's cell waits
 * for the query's end. `owns`: whether the query is the display's own, and stopped where it cannot be drawn.
 */
export function liveDisplay(picture: LivePicture, gone: () => number, options: LiveOptions, { ends, owns }: { readonly ends: boolean; readonly owns: boolean }): LiveDisplay {
  const cell = cellOutput()
  const clock = options.clock ?? systemClock
  const outputs = picture.waiting.map(bundle => cell.show(bundle))
  const painter = framePainter(clock, options)
  const show = (bundles: readonly MimeBundle[]): void => bundles.forEach((bundle, i) => outputs[i].update(bundle))

  const follow = async (query: StreamingQuery): Promise<void> => {
    let inputRows = query.recentProgress.reduce((sum, progress) => sum + progress.numInputRows, 0)
    let first: (() => void) | null = null
    const firstFrame = new Promise<void>(resolve => { first = resolve })
    let undrawn: Error | null = null
    const frame = (): (() => Promise<void>) => {
      const draw = picture.take(panelState(query, inputRows, gone()))
      return async () => {
        if (undrawn !== null) return
        try {
          show(await draw())
        } catch (error) {
          undrawn = error as Error
          outputs.at(-1)?.update(failureBundle(undrawn))
          // Not awaited: a query's end waits for its last frame.
          if (owns) void query.stop().catch(() => {})
        }
        first?.()
      }
    }
    const forget = query.onProgress(progress => {
      inputRows += progress.numInputRows
      painter.frame(frame())
    })
    if (query.lastProgress !== null) painter.frame(frame())
    let over = (): void => {}
    const ended = new Promise<void>(resolve => { over = resolve })
    const unhook = query.onEnd(async () => {
      forget()
      await painter.last(frame()).finally(over)
    })
    // The display of a query of another cell ends with its own, and the query goes on.
    if (!owns) {
      cell.own({
        ended,
        stop: async () => {
          unhook()
          forget()
          await painter.last(async () => {}).finally(over)
        },
      })
    }
    if (cell.headless && ends) await ended
    else if (cell.headless) await Promise.race([ended, query.processAllAvailable().then(() => painter.drained())])
    else await firstOr(firstFrame, ended)
    const error = query.exception() ?? undrawn
    if (error !== null) throw error
  }
  const firstOr = async (firstFrame: Promise<void>, ended: Promise<void>): Promise<void> => {
    const waiting = new AbortController()
    await Promise.race([firstFrame, ended, clock.sleep(LONGEST_WAIT, waiting.signal)])
    waiting.abort()
  }
  return { follow, drawn: () => painter.drained(), withdraw: () => show(outputs.map(() => ({ 'text/plain': '' }))) }
}
