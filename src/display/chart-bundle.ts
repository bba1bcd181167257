import { DATA_TABLE_MIME, type MimeBundle } from '../core/cell-output'
import type { Chart, Drawing } from './charts/chart'
import { renderSvg } from './render-svg'
import { batchTable, tableHtml, tableText } from './table'

const VEGA_LITE_MIME = 'application/vnd.vegalite.v5+json'
const TABLE_ROWS = 500

/** A chart in every form it is shown in: live in JupyterLab, as a picture in a report, as its rows, as text. */
export async function chartBundle(chart: Chart, drawing: Drawing): Promise<MimeBundle> {
  const picture = chart.draw(drawing)
  const table = batchTable(drawing.batch)
  return {
    [VEGA_LITE_MIME]: picture.spec,
    'image/svg+xml': await renderSvg(picture.spec),
    [DATA_TABLE_MIME]: tableHtml(table, { limit: TABLE_ROWS }),
    'text/plain': [picture.title, ...picture.notes, '', tableText(table)].join('\n'),
  }
}
