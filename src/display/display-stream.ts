import { cellOutput, type MimeBundle } from '../core/cell-output'
import type { FrameCore } from '../api/frame'
import type { OutputMode, Sink } from '../connectors/contract'
import { checkStreaming } from '../plan/check-streaming'
import type { BadRecords, StreamingQuery } from '../plan/query'
import { frameBundle, pictureBundle } from './chart-bundle'
import type { Chart } from './charts/chart'
import { cutIntoBatches, isRecorded } from './cut-batches'
import { shownAs } from './group-keys'
import { html, htmlText, type Html } from './html'
import { liveDisplay, type LiveDisplay, type LiveOptions, type LivePicture } from './live-output'
import { panelBundle, panelMarkup, panelText } from './progress-panel'
import { batchTable, tableMarkup, tableText, type Table, type TableOptions } from './table'
import { drawnThinned, thinned } from './thinned'
import { makeView, type View } from './view'

export interface StreamOptions extends LiveOptions, Pick<TableOptions, 'limit' | 'width'> {
  /**
   * Default: `complete` where it is legal and small, `update` drawn as an upsert by group key where groups come for ever
   * (windows), `append` for rows.
   */
  readonly outputMode?: OutputMode
  /** The query's name. */
  readonly name?: string
  /** What happens to records that cannot be read; default `keep`, as Spark does. */
  readonly badRecords?: BadRecords
  /** Into about how many batches a recording is cut; default 20. */
  readonly batches?: number
  /** Most groups held for drawing, the oldest leave first; default 20000. Of a stream of rows, the newest 1000. */
  readonly capacity?: number
}

/** Starts a query over a streaming frame and draws what it amounts to, batch by batch, in one place. */
export async function displayStream(frame: FrameCore, chart: Chart | null, options: StreamOptions): Promise<StreamingQuery> {
  const { mode, keys } = shownAs(frame.plan, options.outputMode)
  checkStreaming(frame.plan, mode)
  const rowByRow = mode === 'append' && keys === null
  const view = makeView({ schema: frame.plan.schema, mode, keys, capacity: options.capacity ?? (rowByRow ? 1000 : 20_000) })
  const { headless } = cellOutput()
  const picture = chart === null ? tablePicture(view, rowByRow, options, headless) : chartPicture(view, chart, headless)
  // What the chart cannot draw, it says before anything runs.
  chart?.draw({ batch: view.rows(), open: [], colors: new Map() })
  const display = liveDisplay(picture, rowByRow ? () => 0 : () => view.gone(), options, { ends: headless, owns: true })
  let query: StreamingQuery
  try {
    // A Spark server reads brokers and files, which never end.
    const ends = headless || (frame.context.engine.name === 'embedded' && await isRecorded(frame.plan))
    query = await frame.context.start({
      plan: ends ? await cutIntoBatches(frame.plan, options.batches ?? 20) : frame.plan,
      name: options.name ?? null, mode,
      trigger: ends ? { kind: 'available-now' } : { kind: 'processing-time', intervalMs: 0 },
      sink: { sink: ends && !headless ? paced(view.sink, display) : view.sink, view: true }, checkpoint: null, badRecords: options.badRecords ?? 'keep',
    })
  } catch (error) {
    display.withdraw()
    throw error
  }
  await display.follow(query)
  return query
}

/** A recording is read faster than anyone can look: where a person watches, each batch waits for the frame before it. */
function paced(sink: Sink, display: LiveDisplay): Sink {
  return {
    ...sink,
    write: async batch => {
      await display.drawn()
      return sink.write(batch)
    },
  }
}

/** The chart, and its query's figures below it. */
function chartPicture(view: View, chart: Chart, headless: boolean): LivePicture {
  const colors = new Map<string, number>()
  // How many rows the frame before had, where not all.
  let last: number | null = null
  let running: number | null = null
  let height = 0
  return {
    waiting: [note('Waiting for the first rows…'), note('')],
    take: state => {
      const batch = view.rows()
      return async () => {
        const whole = { batch, open: state.open, colors }
        if (headless || !state.active) {
          const { picture, drawing, notes, rows } = thinned(chart, whole, last)
          last = rows
          return [await pictureBundle(picture, drawing, notes, state.active), panelBundle(state, headless)]
        }
        const { frame, rows } = await drawnThinned(chart, whole, running, async ({ picture, drawing, notes }) => {
          const drawn = await frameBundle(picture, drawing, notes, height)
          return { frame: drawn, size: String(drawn.bundle['text/html']).length }
        })
        running = rows
        height = frame.height
        return [frame.bundle, panelBundle(state, headless)]
      }
    },
  }
}

/** The rows and the figures as one output. */
function tablePicture(view: View, rowByRow: boolean, options: StreamOptions, headless: boolean): LivePicture {
  return {
    waiting: [note('Waiting for the first rows…')],
    take: state => {
      const batch = view.rows()
      return async () => {
        const table = batchTable(batch)
        const shown: TableOptions = { limit: options.limit ?? (rowByRow ? 20 : 1000), width: options.width, total: batch.numRows + view.gone(), which: rowByRow ? 'last' : 'first' }
        return [{
          'text/html': htmlText(html`${fittedTable(table, shown)}\n${panelMarkup(state, headless)}`),
          'text/plain': `${tableText(table, { ...shown, limit: Math.min(shown.limit ?? 20, 20) })}\n${panelText(state, headless)}`,
        }]
      }
    },
  }
}

/** Most characters of a table that is redrawn. */
const MOST = 1_000_000

/** The table with as many of its rows as a frame can hold. */
function fittedTable(table: Table, options: TableOptions): Html {
  const markup = tableMarkup(table, options)
  const size = htmlText(markup).length
  const rows = Math.min(table.numRows, options.limit ?? 1000)
  return size <= MOST || rows <= 1 ? markup : fittedTable(table, { ...options, limit: Math.max(1, Math.floor(rows * (MOST / size) * 0.9)) })
}

function note(text: string): MimeBundle {
  return { 'text/html': htmlText(html`<p>${text}</p>`), 'text/plain': text }
}
