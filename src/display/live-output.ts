import { cellOutput, type MimeBundle } from '../core/cell-output'
import { systemClock, type Clock } from '../core/clock'
import { isTidemarkError } from '../core/errors'
import type { StreamingQuery } from '../plan/query'
import { html, htmlText } from './html'
import { cappedFrames, everyFrame, type Painter } from './painter'
import { panelState, type PanelState } from './progress-panel'

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
   * Redraws with every batch of the query. Resolves when headless at the query's end, else at its first frame, or after
   * a few seconds without one; throws what made the query fail before that.
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
  return { 'text/html': htmlText(html`<p class="tidemark-error" role="alert">${text}</p>`), 'text/plain': text }
}

/** Shows the outputs at once: later they would land in whatever cell runs then. */
export function liveDisplay(picture: LivePicture, gone: () => number, options: LiveOptions, ends: boolean): LiveDisplay {
  const cell = cellOutput()
  const clock = options.clock ?? systemClock
  const outputs = picture.waiting.map(bundle => cell.show(bundle))
  const painter: Painter = cell.headless ? everyFrame() : cappedFrames(clock, 1000 / (options.framesPerSecond ?? 4))
  const show = (bundles: readonly MimeBundle[]): void => bundles.forEach((bundle, i) => outputs[i].update(bundle))

  const follow = async (query: StreamingQuery): Promise<void> => {
    let inputRows = query.recentProgress.reduce((sum, progress) => sum + progress.numInputRows, 0)
    let first: (() => void) | null = null
    const firstFrame = new Promise<void>(resolve => { first = resolve })
    let undrawn: Error | null = null
    const frame = (): void => {
      const draw = picture.take(panelState(query, inputRows, gone()))
      painter.frame(async () => {
        try {
          show(await draw())
        } catch (error) {
          undrawn ??= error as Error
          outputs.at(-1)?.update(failureBundle(undrawn))
          await query.stop()
        }
        first?.()
      })
    }
    const forget = query.onProgress(progress => {
      inputRows += progress.numInputRows
      frame()
    })
    if (query.lastProgress !== null) frame()
    const ended = query.awaitTermination().then(() => {}, () => {}).then(async () => {
      forget()
      frame()
      await painter.drained()
    })
    ended.catch(() => {})
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
