import { DATA_TABLE_MIME, type MimeBundle } from '../core/cell-output'
import type { Chart, Drawing, Picture } from './charts/chart'
import { withControls } from './charts/controls'
import { AS_IS, html, htmlText } from './html'
import { renderSvg } from './render-svg'
import { svgInPage } from './svg-in-page'
import { batchTable, tableHtml, tableText } from './table'

const VEGA_LITE_MIME = 'application/vnd.vegalite.v5+json'
const TABLE_ROWS = 500

/** A chart in every form it is shown in: live in JupyterLab, as a picture in a report, as its rows, as text. */
export async function chartBundle(chart: Chart, drawing: Drawing): Promise<MimeBundle> {
  return pictureBundle(chart.draw(drawing), drawing)
}

/** `running`: another frame takes its place soon, and would undo what a reader does with it. */
export async function pictureBundle(picture: Picture, { batch }: Drawing, notes: readonly string[] = [], running = false): Promise<MimeBundle> {
  const table = batchTable(batch)
  return {
    [VEGA_LITE_MIME]: running ? picture.spec : withControls(picture.spec, picture.controls),
    'image/svg+xml': await renderSvg(picture.spec),
    [DATA_TABLE_MIME]: tableHtml(table, { limit: TABLE_ROWS }),
    'text/plain': textOf(picture, table, notes),
  }
}

const SMALL_SVG = 200_000

/**
 * A frame of a chart that will be redrawn at once: the picture itself as HTML, which a front end puts in place of the one
 * before it in one stroke, where it would clear a Vega-Lite output first and draw it later. `leastHeight` keeps a chart
 * that becomes lower from moving what stands below it.
 */
export async function frameBundle(picture: Picture, { batch }: Drawing, notes: readonly string[], leastHeight: number): Promise<{ readonly bundle: MimeBundle; readonly height: number }> {
  const svg = await renderSvg(picture.spec)
  const height = Math.max(leastHeight, Number(/^<svg[^>]* height="([\d.]+)"/.exec(svg)?.[1] ?? 0))
  const markup = html`<div class="tidemark-chart ${AS_IS}" style="min-height:${height}px">${svgInPage(svg)}</div>${notes.map(note => html`<div class="tidemark-note ${AS_IS}">${note}</div>`)}`
  return {
    height,
    bundle: {
      'text/html': htmlText(markup),
      ...(svg.length <= SMALL_SVG ? { 'image/svg+xml': svg } : {}),
      'text/plain': textOf(picture, batchTable(batch), notes),
    },
  }
}

function textOf(picture: Picture, table: Parameters<typeof tableText>[0], notes: readonly string[]): string {
  return [picture.title, ...picture.notes, ...notes, '', tableText(table)].join('\n')
}
