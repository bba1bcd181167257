import { isCode, tagsOf, type Cell, type Notebook } from '../nbformat'
import { plainText } from '../plain-text'
import { highlight } from './highlight'
import { html, type Html } from './html'
import { headOf, renderMarkdown } from './markdown'
import { renderOutput } from './outputs'
import { page } from './page'
import { provenanceOf, renderProvenance } from './provenance'
import { readableDuration, readableInstant, runStampOf, tidemarkMetadata, type RunStamp } from './run-stamp'

export interface ReportOptions {
  /** The title where the notebook has no heading; its file name, usually. */
  readonly name: string
  /** Leaves every code cell out; by default the notebook's own `tidemark.hideCode` decides. */
  readonly hideCode?: boolean
  /** Where the name of the collection leads, if this report is one of several. */
  readonly indexHref?: string
}

/** An executed notebook as one self-contained HTML page. */
export function reportHtml(notebook: Notebook, options: ReportOptions): string {
  const first = notebook.cells.findIndex(cell => cell.cell_type === 'markdown')
  const head = first < 0 ? undefined : headOf(notebook.cells[first].source)
  const title = plainText(head?.title ?? options.name)
  const stamp = runStampOf(notebook)
  const hideCode = options.hideCode ?? tidemarkMetadata(notebook).hideCode === true
  // The first heading is the page's; it is not said twice.
  const cells = notebook.cells.map((cell, at) => (at === first && head !== undefined ? { ...cell, source: head.rest } : cell))
  const sources = provenanceOf(notebook)
  return page(title, generatorOf(stamp), html`<header class="r-masthead">
<p class="r-kicker">${options.indexHref === undefined ? 'Tidemark report' : html`<a href="${options.indexHref}">Tidemark report</a>`}</p>
<h1>${title}</h1>
${stamp !== undefined && facts(stamp)}
${stamp?.failedCell !== undefined && html`<p class="r-failed" role="alert">The run ended at <a href="#r-cell-${stamp.failedCell}">cell ${stamp.failedCell}</a>, which failed. What follows is the report up to there.</p>`}
</header>
<main>
${cells.map((cell, at) => renderCell(cell, at, hideCode))}
</main>
${footer(sources, stamp, options.name)}`)
}

function facts({ executedAt, ms, versions, parameters = {} }: RunStamp): Html {
  return html`<ul class="r-facts"><li><time datetime="${executedAt}">${readableInstant(executedAt)}</time></li><li>ran ${readableDuration(ms)}</li>${
    Object.entries(versions).map(([name, version]) => html`<li>${name} ${version}</li>`)}${
    Object.entries(parameters).map(([name, value]) => html`<li>${name} = ${Array.isArray(value) ? value.join(', ') : String(value)}</li>`)}</ul>`
}

function footer(sources: readonly unknown[], stamp: RunStamp | undefined, name: string): Html {
  return html`<footer class="r-foot">${sources.length > 0 && renderProvenance(sources)}<p>Made from the notebook ${name}${
    stamp !== undefined && ` on ${readableInstant(stamp.executedAt)}`}. This page is complete in itself: it runs no script and loads nothing.</p></footer>`
}

function renderCell(cell: Cell, at: number, hideCode: boolean): Html | undefined {
  const hidden = (part: string): boolean => ['hide', 'remove'].some(verb => tagsOf(cell).includes(`${verb}-${part}`))
  if (hidden('cell')) return undefined
  if (!isCode(cell)) {
    if (cell.cell_type === 'raw' || cell.source.trim() === '') return undefined
    return html`<section class="r-cell r-prose">${renderMarkdown(cell.source, cell.attachments)}</section>\n`
  }
  const code = hideCode || hidden('input') || cell.source.trim() === '' ? undefined
    : html`<pre class="r-code"><code>${highlight(cell.source)}</code></pre>`
  const outputs = cell.outputs.flatMap((output, i) => {
    // An error is never hidden: the report would claim what the run did not do.
    const shown = hidden('output') && output.output_type !== 'error' ? undefined : renderOutput(output, `c${at}-${i}`)
    return shown === undefined ? [] : [shown]
  })
  if (code === undefined && outputs.length === 0) return undefined
  return html`<section class="r-cell"${cell.execution_count !== null && html` id="r-cell-${cell.execution_count}"`}>${code}${outputs}</section>\n`
}

export const generatorOf = (stamp: RunStamp | undefined): string => `Tidemark ${stamp?.versions.tidemark ?? ''}`.trim()
