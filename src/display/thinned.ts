import { takeBatch } from '../batch/select'
import type { Chart, Drawing, Picture } from './charts/chart'
import { countText } from './panel-words'

/** Most characters of a frame's specification, its data with it. */
const MOST = 1_000_000
/** Most characters of a drawn frame: a mark takes more of them there. */
const MOST_DRAWN = 2_000_000
/** Fewer rows are drawn whatever they hold. */
const LEAST_ROWS = 100

export interface Thinned {
  readonly picture: Picture
  readonly drawing: Drawing
  /** What the chart leaves out, where it does. */
  readonly notes: readonly string[]
  /** Rows drawn, where not all are: where to begin with the next frame. */
  readonly rows: number | null
}

/**
 * The picture of a frame, of the newest rows only where all of them would make more than about a megabyte: a front end
 * that has to take that several times a second does nothing else. `from` is how many rows the frame before held.
 */
export function thinned(chart: Chart, drawing: Drawing, from: number | null): Thinned {
  const all = drawing.batch.numRows
  let rows = Math.min(all, from ?? all)
  for (;;) {
    const cut = rows === all ? drawing : { ...drawing, batch: takeBatch(drawing.batch, Int32Array.from({ length: rows }, (_, i) => all - rows + i)) }
    const picture = chart.draw(cut)
    const size = JSON.stringify(picture.spec).length
    if (size <= MOST || rows <= LEAST_ROWS) {
      const notes = rows === all ? [] : [`The newest ${countText(rows)} of ${countText(all)} rows are drawn, as more would make a frame too large. Filter, or group more coarsely, to see all.`]
      return { picture, drawing: cut, notes, rows: rows === all ? null : rows }
    }
    rows = Math.max(LEAST_ROWS, Math.floor(rows * (MOST / size) * 0.9))
  }
}

/** The same for a picture that is drawn here and sent as it is. `draw` gives a frame and its size. */
export async function drawnThinned<T>(chart: Chart, drawing: Drawing, from: number | null, draw: (of: Thinned) => Promise<{ readonly frame: T; readonly size: number }>): Promise<{ readonly frame: T; readonly rows: number | null }> {
  let limit = from
  for (;;) {
    const of = thinned(chart, drawing, limit)
    const { frame, size } = await draw(of)
    const { numRows } = of.drawing.batch
    if (size <= MOST_DRAWN || numRows <= LEAST_ROWS) return { frame, rows: of.rows }
    limit = Math.max(LEAST_ROWS, Math.floor(numRows * (MOST_DRAWN / size) * 0.9))
  }
}
