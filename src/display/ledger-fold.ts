import type { LedgerEntry } from '../core/ledger'
import { cellShown } from './table'
import { html, type Html } from './html'
import type { PanelState } from './panel-state'
import { countText } from './panel-words'
import { labelText } from './visible-text'

const RUNNING = 3

/** The newest of what went wrong, under a fold: where it lay, why, and its bytes as text. */
export function ledgerFold(state: PanelState): Html | string {
  const total = totalOf(state)
  if (total === 0) return ''
  const rows = state.newest.map(entry => html`<tr><td style="text-align:left">${entry.kind}</td><td style="text-align:left;white-space:nowrap">${placeText(entry)}</td><td style="text-align:left">${labelText(entry.reason, 200)}</td><td style="text-align:left;overflow-wrap:anywhere"><code>${recordText(entry, 200)}</code></td></tr>
`)
  return html`<details class="tidemark-ledger"><summary>${totalText(state)} in the ledger</summary>
<table style="margin-left:0"><thead><tr><th style="text-align:left">What</th><th style="text-align:left">Where</th><th style="text-align:left">Why</th><th style="text-align:left">Record</th></tr></thead><tbody>
${rows}</tbody></table>
<p>${state.newest.length < total ? `The newest ${countText(state.newest.length)} that are kept; all` : 'All'} of it: <code>${SHOW_ALL}</code></p></details>`
}

/** The same while the query runs: a few lines, always as high once there are some. */
export function ledgerLines(state: PanelState): Html | string {
  const total = totalOf(state)
  if (total === 0) return ''
  const line = 'font-size:11px;line-height:16px;height:16px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis'
  const newest = Array.from({ length: RUNNING }, (_, i) => state.newest[i] as LedgerEntry | undefined)
  return html`<div class="tidemark-ledger" style="margin-top:2px"><div style="line-height:18px">${totalText(state)}; all of it: <code>${SHOW_ALL}</code></div>
${newest.map(entry => html`<div style="${line}">${entry === undefined ? '' : html`${entry.kind} · ${placeText(entry)} · ${labelText(entry.reason, 120)} · <code>${recordText(entry, 100)}</code>`}</div>
`)}</div>`
}

function totalOf({ counts }: PanelState): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** `2 late, 189 malformed rows`. */
function totalText({ counts }: PanelState): string {
  const parts = ['late', 'malformed', 'quarantined'].flatMap(kind => ((counts[kind] ?? 0) === 0 ? [] : [`${countText(counts[kind])} ${kind}`]))
  return `${parts.join(', ')} ${Object.values(counts).reduce((sum, count) => sum + count, 0) === 1 ? 'row' : 'rows'}`
}

const SHOW_ALL = 'await display(query.ledger)'

function placeText({ origin }: LedgerEntry): string {
  return origin === null ? 'no place' : `${labelText(origin.source, 60)}[${origin.partition}] @ ${String(origin.offset)}`
}

/** Bytes as text where they are, else as hexadecimal; nothing in it that acts. */
function recordText({ raw, row }: LedgerEntry, width: number): string {
  return raw === undefined && row === undefined ? '' : cellShown(raw ?? row, width)
}
