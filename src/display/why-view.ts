import { cellOutput, type MimeBundle } from '../core/cell-output'
import type { PartitionStand, WaitingWindow, WatermarkStand, Why } from '../plan/why'
import { AS_IS, html, htmlText, type Html } from './html'
import { countText, spanText } from './panel-words'
import { windowText } from './utc-text'
import { labelText, visibleText } from './visible-text'

const MOST = 20

export function isWhy(of: unknown): of is Why {
  return typeof of === 'object' && of !== null && 'reasons' in of && 'openWindows' in of && 'help' in of
}

/** Why there is no output yet: the answer in sentences, then what it rests on. */
export function whyBundle(of: Why): MimeBundle {
  const { headless } = cellOutput()
  return {
    'text/html': htmlText(html`<div class="tidemark-why ${AS_IS}" style="max-width:960px">
${of.reasons.map(({ text }) => html`<p style="margin:0 0 4px">${labelText(text, 2000)}</p>\n`)}${of.help.length === 0 ? '' : html`<ul style="margin:0 0 8px">${of.help.map(one => html`<li>${labelText(one, 2000)}</li>`)}</ul>\n`}${windows(of.openWindows)}${watermarks(of.watermark)}${partitions(of.partitions, headless)}</div>`),
    'text/plain': of.toString().split('\n').map(visibleText).join('\n'),
  }
}

const LEFT = 'text-align:left;white-space:nowrap'
const RIGHT = 'text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums'

interface Column<R> { readonly name: string; readonly right?: true; text(row: R): string }

function table<R>(rows: readonly R[], columns: readonly Column<R>[]): Html | string {
  if (rows.length === 0) return ''
  return html`<table style="margin-left:0"><thead><tr>${columns.map(({ name, right }) => html`<th style="${right === true ? RIGHT : LEFT}">${name}</th>`)}</tr></thead><tbody>
${rows.slice(0, MOST).map(row => html`<tr>${columns.map(({ right, text }) => html`<td style="${right === true ? RIGHT : LEFT}">${labelText(text(row), 120)}</td>`)}</tr>\n`)}</tbody></table>${rows.length <= MOST ? '' : html`<p>and ${countText(rows.length - MOST)} more</p>`}\n`
}

function windows(of: readonly WaitingWindow[]): Html | string {
  return table(of, [
    { name: 'Open window (UTC)', text: ({ start, end }) => windowText(start.millis, end.millis) },
    { name: 'Groups', right: true, text: ({ groups }) => countText(groups) },
    { name: 'Needs an event at or after', text: ({ needsEventTime }) => needsEventTime.toString() },
    { name: 'Newest event is', text: ({ missingMs }) => (missingMs === null ? '–' : missingMs === 0 ? 'there: closes next' : `${spanText(missingMs)} before`) },
  ])
}

function watermarks(of: WatermarkStand | null): Html | string {
  if (of === null) return ''
  const several = of.nodes.length > 1
  return table(of.nodes, [
    { name: 'Watermark', text: ({ column }) => column },
    { name: 'Stands at', text: ({ at }) => at?.toString() ?? 'none yet' },
    { name: 'Newest event', text: ({ newestEventTime }) => newestEventTime?.toString() ?? 'none' },
    { name: 'Delay', text: ({ delayMs }) => spanText(delayMs) },
    ...(several ? [{ name: `Holds (${of.policy})`, text: ({ holds }: { readonly holds: boolean }) => (holds ? 'yes' : '') }] : []),
  ])
}

/** The slowest first. */
function partitions(of: readonly PartitionStand[], headless: boolean): Html | string {
  const slowest = [...of].sort((a, b) => (b.behindMs ?? Infinity) - (a.behindMs ?? Infinity) || a.partition - b.partition)
  return table(slowest, [
    { name: 'Partition', text: ({ source, partition }) => `${source}[${partition}]` },
    { name: 'Rows', right: true, text: ({ rows }) => countText(rows) },
    { name: 'Newest event', text: ({ newestEventTime }) => newestEventTime?.toString() ?? 'none' },
    { name: 'Behind the newest', text: ({ behindMs }) => (behindMs === null ? '–' : behindMs === 0 ? 'is the newest' : spanText(behindMs)) },
    ...(headless ? [] : [{ name: 'Last records came', text: ({ lastRecordsAt, idle }: PartitionStand) => `${lastRecordsAt?.toString() ?? 'none in this run'}${idle ? ' (idle)' : ''}` }]),
  ])
}
