import { isCode, type Notebook } from '../nbformat'
import { plainText } from '../plain-text'
import { html, raw, type Html } from './html'
import { headOf } from './markdown'
import { page } from './page'
import { generatorOf } from './report'
import { readableDuration, readableInstant, runStampOf, type RunStamp } from './run-stamp'
import { sanitiseSvg } from './sanitise-svg'

export interface IndexedReport {
  readonly notebook: Notebook
  readonly name: string
  /** The report's file, relative to the index. */
  readonly href: string
}

/** The page over several reports: what each is about, its first chart, and how its run went. */
export function indexHtml(reports: readonly IndexedReport[]): string {
  const stamps = reports.flatMap(({ notebook }) => runStampOf(notebook) ?? [])
  const latest = [...stamps].sort((a, b) => a.executedAt.localeCompare(b.executedAt)).at(-1)
  const failed = stamps.filter(stamp => stamp.failedCell !== undefined).length
  const summary = `${reports.length} ${reports.length === 1 ? 'report' : 'reports'}${failed === 0 ? '' : `, ${failed} of them ended early`}`
  return page('Reports', generatorOf(latest), html`<header class="r-masthead">
<p class="r-kicker">Tidemark</p>
<h1>Reports</h1>
<ul class="r-facts"><li>${summary}</li>${latest !== undefined && html`<li>last run ${readableInstant(latest.executedAt)}</li>`}</ul>
</header>
<main><ul class="r-cards">
${reports.map((report, at) => card(report, `t${at}-`))}
</ul></main>`)
}

function card({ notebook, name, href }: IndexedReport, idPrefix: string): Html {
  const prose = notebook.cells.filter(cell => cell.cell_type === 'markdown').map(cell => headOf(cell.source))
  const title = plainText(prose[0]?.title ?? name)
  const summary = prose.find(part => part.summary !== undefined)?.summary
  const stamp = runStampOf(notebook)
  return html`<li><a class="r-card" href="${href}"><div class="r-thumb" aria-hidden="true">${thumbnail(notebook, idPrefix) ?? html`<span class="r-thumb-name">${title.slice(0, 1)}</span>`}</div>
<div class="r-card-text"><h2>${title}</h2>${summary !== undefined && html`<p>${plainText(summary)}</p>`}${stamp !== undefined && outcome(stamp)}</div></a></li>\n`
}

function outcome({ failedCell, ms, executedAt }: RunStamp): Html {
  const status = failedCell === undefined ? html`<li class="r-ok">✓ complete</li>` : html`<li class="r-bad">✗ failed at cell ${failedCell}</li>`
  return html`<ul class="r-facts">${status}<li>${readableDuration(ms)}</li><li>${readableInstant(executedAt)}</li></ul>`
}

/** The first chart, without the titles of its marks: the card is one link. */
function thumbnail(notebook: Notebook, idPrefix: string): Html | undefined {
  for (const cell of notebook.cells.filter(isCode)) {
    for (const output of cell.outputs) {
      const svg = 'data' in output ? output.data['image/svg+xml'] : undefined
      const chart = typeof svg === 'string' ? sanitiseSvg(svg, idPrefix, '') : undefined
      if (chart !== undefined) return raw(chart.markup.replace(/<title>[^<]*<\/title>/g, ''))
    }
  }
  return undefined
}
