import type { MimeBundle } from '../core/cell-output'
import type { OpenWindow } from '../plan/query'
import { AS_IS, html, htmlText, type Html } from './html'
import { ledgerFold, ledgerLines } from './ledger-fold'
import { panelFigures, type PanelFigure } from './panel-figures'
import { statusOf, type PanelState } from './panel-state'
import { countText } from './panel-words'
import { labelText, visibleText } from './visible-text'
import { windowText } from './utc-text'

/** The progress of a query as figures, what its open windows wait for, its ledger, and its error where it failed. */
export function panelBundle(state: PanelState, headless: boolean): MimeBundle {
  return { 'text/html': htmlText(panelMarkup(state, headless)), 'text/plain': panelText(state, headless) }
}

const MOST_WINDOWS = 20

/**
 * While a query runs its panel is as high as it was, and has no folds: a front end closes those with every frame. What
 * they would hold stands in it in short, and in whole once the query has ended.
 */
export function panelMarkup(state: PanelState, headless: boolean): Html {
  const { sign, word } = statusOf(state)
  const running = state.active && !headless
  return html`<div class="tidemark-progress ${AS_IS}" style="max-width:960px;margin:2px 0 6px">
<div class="tidemark-status" style="line-height:20px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis"><span aria-hidden="true">${sign}</span> <strong>${state.name === null ? 'Query' : `Query ${labelText(state.name, 80)}`}</strong> ${word}${running || headless ? '' : endedAt(state)}</div>
<div class="tidemark-tiles" style="display:flex;flex-wrap:wrap">${panelFigures(state, headless).map(tile)}</div>
${running ? waitingLine(state.open) : windowsMarkup(state.open)}${running ? ledgerLines(state) : ledgerFold(state)}${state.gone === 0 ? '' : html`<div>Older groups have left the view: ${countText(state.gone)}.</div>`}${errorMarkup(state)}</div>`
}

function tile({ name, value, note, spark, width }: PanelFigure): Html {
  const quiet = 'font-size:11px;line-height:14px;min-height:14px;opacity:.75;white-space:nowrap;overflow:hidden;text-overflow:ellipsis'
  return html`<div class="tidemark-tile" style="flex:0 0 ${width ?? 110}px;min-width:0;padding:4px 10px 4px 0;box-sizing:border-box">
<div class="tidemark-tile-name" style="${quiet}">${name}</div>
<div class="tidemark-tile-value" style="font-variant-numeric:tabular-nums;white-space:nowrap;line-height:20px"><strong style="font-size:15px">${value}</strong></div>
${note === undefined && spark === undefined ? '' : html`<div class="tidemark-tile-note" style="${quiet}">${note ?? ''}</div>`}${spark ?? ''}</div>
`
}

function endedAt({ progress }: PanelState): Html | string {
  return progress === null ? '' : html`, last batch at ${progress.timestamp.replace('T', ' ').replace(/\.\d+Z$/, '')} UTC`
}

function waitingLine(open: readonly OpenWindow[]): Html | string {
  if (open.length === 0) return ''
  return html`<div class="tidemark-open" style="line-height:18px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis">${openLine(open)}; the next closes after an event at or after ${open[0].needsEventTime.toString()}</div>`
}

function windowsMarkup(open: readonly OpenWindow[]): Html | string {
  if (open.length === 0) return ''
  const rows = windowRows(open).map(([window, groups, needs]) => html`<tr><td style="text-align:left">${window}</td><td style="text-align:right">${groups}</td><td style="text-align:left">${needs}</td></tr>`)
  return html`<details><summary>${openLine(open)}</summary>
<table style="margin-left:0"><thead><tr><th style="text-align:left">Open window (UTC)</th><th style="text-align:right">Groups</th><th style="text-align:left">Closes after an event at or after</th></tr></thead><tbody>${rows}</tbody></table>${open.length <= MOST_WINDOWS ? '' : html`<p>${moreWindows(open)}</p>`}</details>`
}

function windowRows(open: readonly OpenWindow[]): [string, string, string][] {
  return [...open].sort((a, b) => a.start.millis - b.start.millis).slice(0, MOST_WINDOWS)
    .map(window => [windowText(window.start.millis, window.end.millis), countText(window.groups), window.needsEventTime.toString()])
}

function moreWindows(open: readonly OpenWindow[]): string {
  return `and ${countText(open.length - MOST_WINDOWS)} more`
}

function openLine(open: readonly OpenWindow[]): string {
  return open.length === 1 ? '1 window is still open' : `${countText(open.length)} windows are still open`
}

function errorMarkup({ error }: PanelState): Html | string {
  if (error === null) return ''
  return html`<p class="tidemark-error" role="alert"><strong>The query failed.</strong> ${labelText(error.message, 2000)} <code>${error.code}</code>${error.hint === undefined ? '' : html`<br>${labelText(error.hint, 2000)}`}</p>`
}

/** The same as text, in one line and what hangs below it. */
export function panelText(state: PanelState, headless: boolean): string {
  const windows = windowRows(state.open).map(([window, groups, needs]) => `  ${window}: ${groups} group${groups === '1' ? '' : 's'}, closes after an event at or after ${needs}`)
  const lines = [`Query ${state.name === null ? '' : `${visibleText(state.name)} `}${statusOf(state).word} · ${figuresText(state, headless)}`, ...(windows.length === 0 ? [] : [`${openLine(state.open)}:`, ...windows]), ...(state.open.length <= MOST_WINDOWS ? [] : [`  ${moreWindows(state.open)}`])]
  if (state.error !== null) lines.push(state.error.sentence)
  return lines.join('\n')
}

/** `batch 21 · rows in 39,996 · state rows 3 · watermark … · late 2 · malformed 189`. */
function figuresText(state: PanelState, headless: boolean): string {
  const { progress, inputRows, counts } = state
  const figures = [`batch ${progress === null ? '–' : countText(progress.batchId)}`, `rows in ${countText(inputRows)}`]
  if (!headless && progress?.processedRowsPerSecond !== undefined) figures.push(`rows/s ${countText(progress.processedRowsPerSecond)}`)
  const operators = progress?.stateOperators ?? []
  if (operators.length > 0) figures.push(`state rows ${countText(operators.reduce((sum, one) => sum + one.numRowsTotal, 0))}`)
  const watermark = progress?.eventTime.watermark
  if (watermark !== undefined) figures.push(`watermark ${watermark.startsWith('1970-01-01T00:00:00') ? 'none yet' : watermark.replace('.000Z', 'Z')}`)
  for (const kind of ['late', 'malformed', 'quarantined']) {
    const count = counts[kind] ?? 0
    if (count > 0 || kind !== 'quarantined') figures.push(`${kind} ${countText(count)}`)
  }
  return figures.join(' · ')
}
