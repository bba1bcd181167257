import { cellOutput } from '../core/cell-output'
import type { Json } from '../connectors/contract'
import type { StreamingQuery } from '../plan/query'
import { titleOf } from './charts/words'
import { AS_IS, html, htmlText, type Html } from './html'
import { visibleText } from './visible-text'

const PROVENANCE_MIME = 'application/vnd.tidemark.provenance+json'

/**
 * Shows where a query's data came from: sources, offset ranges by partition, a tape's hash, versions, the watermark and
 * what the ledger counted. A report gathers these under its last heading.
 *
 * @example
 * await provenance(query)
 */
export async function provenance(query: StreamingQuery): Promise<void> {
  const { sources, ...rest } = await query.provenance()
  const told: Fields = {
    ...rest, sources: isList(sources ?? null) ? (sources as readonly Json[]).map(withRanges) : sources ?? null, ledger: { ...query.ledger.counts },
  }
  cellOutput().show({
    [PROVENANCE_MIME]: told,
    'text/html': htmlText(html`<div class="tidemark-provenance ${AS_IS}">${definitions(told)}</div>`),
    'text/plain': plainLines(told, '').join('\n'),
  })
}

type Fields = Readonly<Record<string, Json>>

/** A source's positions by topic and partition as one range a line. */
function withRanges(source: Json): Json {
  if (!isFields(source)) return source
  const { from, to, ...rest } = source
  if (!isFields(to ?? null) || !Object.values(to as Fields).every(isFields)) return source
  const start = (topic: string, partition: string): Json => {
    const topics = isFields(from) ? from[topic] : null
    return isFields(topics) ? topics[partition] ?? null : null
  }
  const offsets = Object.entries(to as Readonly<Record<string, Fields>>).flatMap(([topic, ends]) =>
    Object.entries(ends).map(([partition, end]) => ({ topic, partition: Number(partition), from: start(topic, partition), to: end })))
  return { ...rest, offsets }
}

function definitions(of: Fields): Html {
  const rows = Object.entries(of).filter(([, value]) => value !== null)
    .map(([name, value]) => html`<tr><th style="text-align:left">${titleOf(name)}</th><td style="text-align:left">${shown(value)}</td></tr>\n`)
  return html`<table><tbody>${rows}</tbody></table>`
}

function shown(value: Json): Html | string {
  if (isList(value)) return value.length > 0 && value.every(isFields) ? listed(value) : value.map(inline).join(', ')
  if (!isFields(value)) return typeof value === 'string' && /^[\da-f]{32,}$/i.test(value) ? html`<code>${value}</code>` : inline(value)
  return Object.values(value).some(one => isFields(one) || isList(one)) ? definitions(value) : inline(value)
}

function listed(rows: readonly Fields[]): Html {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const simple = rows.every(row => Object.values(row).every(one => !isFields(one) && !isList(one)))
  if (!simple) return html`${rows.map(definitions)}`
  const cell = (value: Json | undefined): Html => html`<td style="text-align:${typeof value === 'number' ? 'right' : 'left'}">${inline(value ?? null)}</td>`
  return html`<table><thead><tr>${names.map(name => html`<th style="text-align:left">${titleOf(name)}</th>`)}</tr></thead><tbody>${rows.map(row => html`<tr>${names.map(name => cell(row[name]))}</tr>`)}</tbody></table>`
}

function inline(value: Json): string {
  if (value === null) return ''
  if (typeof value === 'number') return value.toLocaleString('en-US')
  if (isList(value)) return value.map(inline).join(', ')
  return isFields(value) ? Object.entries(value).map(([name, one]) => `${name} ${inline(one)}`).join(', ') : String(value)
}

function plainLines(of: Json, path: string): string[] {
  if (isList(of)) return of.some(one => isFields(one)) ? of.flatMap((one, i) => plainLines(one, `${path}[${i}]`)) : [`${path}: ${visibleText(inline(of))}`]
  if (isFields(of)) return Object.entries(of).flatMap(([name, one]) => plainLines(one, path === '' ? visibleText(name) : `${path}.${visibleText(name)}`))
  return of === null ? [] : [`${path}: ${visibleText(String(of))}`]
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
