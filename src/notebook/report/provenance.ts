import { DATA_TABLE_MIME } from '../../core/cell-output'
import { isCode, type Notebook } from '../nbformat'
import { html, type Html } from './html'

export const provenanceMime = 'application/vnd.tidemark.provenance+json'
export { DATA_TABLE_MIME as tableMime }

/**
 * Where the report's data came from, as the outputs tell it: each source once, in the order it was shown. What an output
 * also says in HTML stands where it was shown, and not a second time at the end.
 */
export function provenanceOf(notebook: Notebook): readonly unknown[] {
  const told = new Map<string, unknown>()
  for (const cell of notebook.cells.filter(isCode)) {
    for (const output of cell.outputs) {
      const found = 'data' in output && !('text/html' in output.data) ? output.data[provenanceMime] : undefined
      for (const one of Array.isArray(found) ? found : found === undefined ? [] : [found]) told.set(JSON.stringify(one), one)
    }
  }
  return [...told.values()]
}

/** A definition list per source, whatever its fields are. */
export function renderProvenance(sources: readonly unknown[]): Html {
  return html`<section class="r-provenance"><h2>Where the data came from</h2>${sources.map(source => definitions(source))}</section>`
}

function definitions(value: unknown): Html {
  if (typeof value !== 'object' || value === null) return html`<p>${String(value)}</p>`
  return html`<dl>${Object.entries(value).filter(([, field]) => field !== null && field !== undefined)
    .map(([name, field]) => html`<div><dt>${wordsOf(name)}</dt><dd>${fieldValue(field)}</dd></div>`)}</dl>`
}

function fieldValue(value: unknown): Html {
  if (Array.isArray(value)) {
    return value.every(isRecord) && value.length > 0 ? table(value) : html`${value.map(inline).join(', ')}`
  }
  if (isRecord(value)) {
    return Object.values(value).every(isScalar) ? html`${inline(value)}` : definitions(value)
  }
  return typeof value === 'string' && /^[0-9a-f]{32,}$/i.test(value) ? html`<code>${value}</code>` : html`${inline(value)}`
}

function table(rows: readonly Record<string, unknown>[]): Html {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  return html`<div class="r-scroll"><table><thead><tr>${names.map(name => html`<th${figure(rows[0][name])}>${wordsOf(name)}</th>`)}</tr></thead><tbody>${
    rows.map(row => html`<tr>${names.map(name => html`<td${figure(row[name])}>${inline(row[name])}</td>`)}</tr>`)}</tbody></table></div>`
}

const figure = (value: unknown): Html | false => typeof value === 'number' && html` class="r-figure"`

function inline(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(inline).join(', ')
  if (isRecord(value)) return Object.entries(value).map(([name, field]) => `${name}: ${inline(field)}`).join(', ')
  return typeof value === 'number' ? value.toLocaleString('en-US') : String(value)
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** `offsetRanges` reads `offset ranges`; a name that is not ours (a topic's) stays as it is. */
const wordsOf = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
