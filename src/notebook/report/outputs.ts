import type { MimeBundle } from '../../core/cell-output'
import type { ErrorOutput, Output } from '../nbformat'
import { plainText } from '../plain-text'
import { html, type Html } from './html'
import { renderMarkdown } from './markdown'
import { provenanceMime, tableMime } from './provenance'
import { WIDGET_MIME } from '../../workspace/widgets'
import { sanitiseHtml } from './sanitise-html'
import { sanitiseSvg } from './sanitise-svg'

/** Longer plain texts are cut in the report; the executed notebook has them whole. */
const longestText = 100_000

/** One output as the report shows it. `id` is unique in the page: charts carry ids of their own. */
export function renderOutput(output: Output, id: string): Html | undefined {
  switch (output.output_type) {
    case 'stream': return output.text.trim() === '' ? undefined
      : html`<pre class="r-stream r-${output.name}"${output.name === 'stderr' && html` aria-label="standard error"`}>${text(output.text)}</pre>`
    case 'error': return renderError(output)
    default: return renderBundle(output.data, id)
  }
}

/** The richest form that a page without scripts can show; a chart has its table under a fold. */
function renderBundle(data: MimeBundle, id: string): Html | undefined {
  // What a notebook was run with stands at the report's head.
  if (WIDGET_MIME in data) return undefined
  const form = (mime: string): string | undefined => (typeof data[mime] === 'string' ? data[mime] : undefined)
  const svg = form('image/svg+xml')
  const table = form(tableMime) ?? form('text/html')
  const chart = svg === undefined ? undefined : sanitiseSvg(svg, `${id}-`, labelOf(form('text/plain')))
  if (chart !== undefined) {
    return html`<figure class="r-chart">${chart}${table !== undefined
      && html`<details class="r-data"><summary>Data</summary><div class="r-scroll">${sanitiseHtml(table)}</div></details>`}</figure>`
  }
  if (table !== undefined) return html`<div class="r-table r-scroll">${sanitiseHtml(table)}</div>`
  for (const mime of ['image/png', 'image/jpeg']) {
    const picture = form(mime)?.replace(/\s/g, '')
    if (picture !== undefined && /^[A-Za-z0-9+/]+=*$/.test(picture)) {
      return html`<figure><img src="data:${mime};base64,${picture}" alt="${form('text/plain') ?? 'figure'}"></figure>`
    }
  }
  const prose = form('text/markdown')
  if (prose !== undefined) return html`<div class="r-prose">${renderMarkdown(prose)}</div>`
  const plain = form('text/plain')
  if (plain !== undefined) return html`<pre class="r-stream">${text(plain)}</pre>`
  const others = Object.keys(data).filter(mime => mime !== provenanceMime)
  return others.length === 0 ? undefined : html`<p class="r-missing">An output of type ${others.join(', ')}, which a page without scripts cannot show.</p>`
}

/** The first entry of the traceback is for everyone, the rest under a fold. */
function renderError({ ename, evalue, traceback }: ErrorOutput): Html {
  const [head = `${ename}: ${evalue}`, ...rest] = traceback
  // The runner's first entry begins with name and message; another kernel's is its whole stack.
  return html`<div class="r-error" role="alert"><p class="r-error-name">${text(ename)}</p><pre>${text(head)}</pre>${rest.length > 0
    && html`<details><summary>Details</summary>${rest.map(entry => html`<pre>${text(entry)}</pre>`)}</details>`}</div>`
}

/** A chart's text begins with its title; its rows follow. */
const labelOf = (plain: string | undefined): string => plainText(plain ?? '').split('\n').find(line => line.trim() !== '') ?? 'chart'

function text(of: string): string {
  const plain = plainText(of).replace(/\n+$/, '')
  return plain.length <= longestText ? plain : `${plain.slice(0, longestText)}\n… ${plain.length - longestText} more characters, in the executed notebook`
}
