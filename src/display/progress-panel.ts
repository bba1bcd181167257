import type { MimeBundle } from '../core/cell-output'
import { isTidemarkError, type TidemarkError } from '../core/errors'
import type { OpenWindow, QueryProgress, StreamingQuery } from '../plan/query'
import { windowText } from './utc-text'
import { html, htmlText, type Html } from './html'
import { visibleText } from './visible-text'

/** What is told of a query beside its picture. */
export interface PanelState {
  readonly name: string | null
  readonly progress: QueryProgress | null
  /** Rows read since the query began. */
  readonly inputRows: number
  readonly counts: Readonly<Record<string, number>>
  readonly open: readonly OpenWindow[]
  readonly active: boolean
  readonly error: TidemarkError | null
  /** Rows no longer in the view, where it holds only the newest. */
  readonly gone: number
}

export function panelState(query: StreamingQuery, inputRows: number, gone: number): PanelState {
  return {
    name: query.name, progress: query.lastProgress, inputRows, counts: { ...query.ledger.counts }, open: query.why().openWindows,
    active: query.isActive, error: reasonOf(query.exception()), gone,
  }
}

/** What went wrong, without the sentence around it that names the query: the panel is the query's own. */
function reasonOf(error: TidemarkError | null): TidemarkError | null {
  return isTidemarkError(error?.cause) ? error.cause : error
}

/** The progress of a query as a line of figures, what its open windows wait for, and its error where it failed. */
export function panelBundle(state: PanelState, headless: boolean): MimeBundle {
  return { 'text/html': htmlText(panelMarkup(state, headless)), 'text/plain': panelText(state, headless) }
}

function figuresOf(state: PanelState): [string, string][] {
  const { progress } = state
  const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 0 })
  const figures: [string, string][] = [['Batch', progress === null ? '–' : number(progress.batchId)], ['Rows in', number(state.inputRows)]]
  if (progress?.processedRowsPerSecond !== undefined) figures.push(['Rows/s', number(progress.processedRowsPerSecond)])
  const operators = progress?.stateOperators ?? []
  if (operators.length > 0) figures.push(['State rows', number(operators.reduce((sum, one) => sum + one.numRowsTotal, 0))])
  const watermark = progress?.eventTime.watermark
  // Spark's watermark before any event.
  if (watermark !== undefined) figures.push(['Watermark', watermark.startsWith('1970-01-01T00:00:00') ? 'none yet' : watermark.replace('.000Z', 'Z')])
  for (const kind of ['late', 'malformed', 'quarantined']) {
    const count = state.counts[kind] ?? 0
    if (count > 0 || kind !== 'quarantined') figures.push([kind[0].toUpperCase() + kind.slice(1), number(count)])
  }
  return figures
}

// Rates differ from run to run; what is recorded for a report says only what the data say.
function shownFigures(state: PanelState, headless: boolean): [string, string][] {
  return headless ? figuresOf(state).filter(([name]) => name !== 'Rows/s') : figuresOf(state)
}

function statusOf(state: PanelState): string {
  if (state.error !== null) return 'failed'
  return state.active ? state.progress === null ? 'waiting for rows' : 'running' : 'complete'
}

const MOST_WINDOWS = 20

export function panelMarkup(state: PanelState, headless: boolean): Html {
  const figures = shownFigures(state, headless)
  return html`<div class="tidemark-progress">
<table><thead><tr><th style="text-align:left">${state.name === null ? 'Query' : `Query ${state.name}`}</th>${figures.map(([name]) => html`<th style="text-align:right">${name}</th>`)}</tr></thead>
<tbody><tr><td style="text-align:left">${statusOf(state)}</td>${figures.map(([, value]) => html`<td style="text-align:right">${value}</td>`)}</tr></tbody></table>
${windowsMarkup(state.open)}${state.gone === 0 ? '' : html`<p>Older groups have left the view: ${state.gone.toLocaleString('en-US')}.</p>`}${errorMarkup(state.error)}</div>`
}

function windowsMarkup(open: readonly OpenWindow[]): Html | string {
  if (open.length === 0) return ''
  const rows = windowRows(open).map(([window, groups, needs]) => html`<tr><td style="text-align:left">${window}</td><td style="text-align:right">${groups}</td><td style="text-align:left">${needs}</td></tr>`)
  return html`<details><summary>${openLine(open)}</summary>
<table><thead><tr><th style="text-align:left">Open window (UTC)</th><th style="text-align:right">Groups</th><th style="text-align:left">Closes after an event at or after</th></tr></thead><tbody>${rows}</tbody></table>${open.length <= MOST_WINDOWS ? '' : html`<p>${moreWindows(open)}</p>`}</details>`
}

function windowRows(open: readonly OpenWindow[]): [string, string, string][] {
  return [...open].sort((a, b) => a.start.millis - b.start.millis).slice(0, MOST_WINDOWS)
    .map(window => [windowText(window.start.millis, window.end.millis), window.groups.toLocaleString('en-US'), window.needsEventTime.toString()])
}

function moreWindows(open: readonly OpenWindow[]): string {
  return `and ${(open.length - MOST_WINDOWS).toLocaleString('en-US')} more`
}

function openLine(open: readonly OpenWindow[]): string {
  return open.length === 1 ? '1 window is still open' : `${open.length.toLocaleString('en-US')} windows are still open`
}

function errorMarkup(error: TidemarkError | null): Html | string {
  if (error === null) return ''
  return html`<p class="tidemark-error" role="alert"><strong>The query failed.</strong> ${error.message} <code>${error.code}</code>${error.hint === undefined ? '' : html`<br>${error.hint}`}</p>`
}

export function panelText(state: PanelState, headless: boolean): string {
  const figures = shownFigures(state, headless).map(([name, value]) => `${name.toLowerCase()} ${value}`).join(' · ')
  const windows = windowRows(state.open).map(([window, groups, needs]) => `  ${window}: ${groups} group${groups === '1' ? '' : 's'}, closes after an event at or after ${needs}`)
  const lines = [`Query ${state.name === null ? '' : `${visibleText(state.name)} `}${statusOf(state)} · ${figures}`, ...(windows.length === 0 ? [] : [`${openLine(state.open)}:`, ...windows]), ...(state.open.length <= MOST_WINDOWS ? [] : [`  ${moreWindows(state.open)}`])]
  if (state.error !== null) lines.push(state.error.sentence)
  return lines.join('\n')
}
