import { cellOutput, type MimeBundle } from '../core/cell-output'
import { systemClock } from '../core/clock'
import type { StreamingQuery, StreamingQueryListener } from '../plan/query'
import { AS_IS, html, htmlText, type Html } from './html'
import { framePainter, type LiveOptions } from './live-output'
import { lagOf, statusOf } from './panel-state'
import { countText, durationText, momentText, rateText } from './panel-words'
import { sparkline } from './sparkline'
import { labelText } from './visible-text'

/** `spark.streams`. */
export interface StreamList {
  readonly active: readonly StreamingQuery[]
  readonly terminated?: readonly StreamingQuery[]
  addListener(listener: StreamingQueryListener): void
  removeListener(listener: StreamingQueryListener): void
}

const MOST = 50

/**
 * All queries of the session in one table: what runs, redrawn in place while anything does, and what has ended, with how.
 * Resolves at once.
 */
export async function displayStreams(streams: StreamList, options: LiveOptions): Promise<void> {
  const cell = cellOutput()
  const seen = new Set<StreamingQuery>()
  const gather = (): readonly StreamingQuery[] => {
    for (const query of [...streams.terminated ?? [], ...streams.active]) seen.add(query)
    return [...seen]
  }
  const draw = (): MimeBundle => streamsBundle(gather(), cell.headless)
  const output = cell.show(draw())
  if (streams.active.length === 0) return
  const painter = framePainter(options.clock ?? systemClock, options)
  const paint = async (): Promise<void> => output.update(draw())
  let over = (): void => {}
  const ended = new Promise<void>(resolve => { over = resolve })
  const hooked = new Map<StreamingQuery, () => void>()
  const hook = (): void => {
    for (const query of streams.active) {
      if (hooked.has(query)) continue
      hooked.set(query, query.onEnd(async () => {
        hooked.delete(query)
        if (hooked.size > 0) return redraw()
        await finish()
      }))
    }
  }
  // Queries that were started since are met here.
  const redraw = (): void => {
    hook()
    painter.frame(paint)
  }
  const listener: StreamingQueryListener = {
    onQueryProgress: redraw,
    onQueryTerminated: redraw,
  }
  const finish = async (): Promise<void> => {
    streams.removeListener(listener)
    for (const unhook of hooked.values()) unhook()
    hooked.clear()
    await painter.last(paint).finally(over)
  }
  hook()
  streams.addListener(listener)
  cell.own({ ended, stop: finish })
}

interface Column { readonly name: string; readonly right?: true; cell(query: StreamingQuery): Html | string }

const columns: readonly Column[] = [
  { name: 'Query', cell: query => labelText(query.name ?? '(no name)', 60) },
  { name: 'State', cell: stateText },
  { name: 'Batch', right: true, cell: ({ lastProgress }) => (lastProgress === null ? '–' : countText(lastProgress.batchId)) },
]

const measured: readonly Column[] = [
  { name: 'In/s', right: true, cell: ({ lastProgress }) => shown(lastProgress?.inputRowsPerSecond, rateText) },
  { name: 'Done/s', right: true, cell: ({ lastProgress }) => shown(lastProgress?.processedRowsPerSecond, rateText) },
  { name: '', cell: ({ recentProgress }) => sparkline('Rows processed per second', recentProgress.map(one => one.processedRowsPerSecond), rateText) },
  { name: 'Lag', right: true, cell: ({ lastProgress }) => shown(lastProgress === null ? undefined : lagOf(lastProgress), countText) },
  { name: 'Took', right: true, cell: ({ lastProgress }) => shown(lastProgress?.batchDuration, durationText) },
]

const kept: readonly Column[] = [
  { name: 'State rows', right: true, cell: ({ lastProgress }) => (lastProgress === null || lastProgress.stateOperators.length === 0 ? '–' : countText(lastProgress.stateOperators.reduce((sum, one) => sum + one.numRowsTotal, 0))) },
  { name: 'Watermark (UTC)', cell: ({ lastProgress }) => watermarkText(lastProgress?.eventTime.watermark) },
  { name: 'Late', right: true, cell: ({ ledger }) => countText(ledger.counts.late) },
  { name: 'Malformed', right: true, cell: ({ ledger }) => countText(ledger.counts.malformed) },
]

function streamsBundle(queries: readonly StreamingQuery[], headless: boolean): MimeBundle {
  if (queries.length === 0) return { 'text/html': htmlText(html`<p>No query has been started.</p>`), 'text/plain': 'No query has been started.' }
  const shownColumns = [...columns, ...(headless ? [] : measured), ...kept]
  const rows = queries.slice(-MOST).map(query => html`<tr>${shownColumns.map(column => html`<td style="${styleOf(column)}">${column.cell(query)}</td>`)}</tr>\n`)
  return {
    'text/html': htmlText(html`<div class="tidemark-streams ${AS_IS}"><table style="margin-left:0"><thead><tr>${shownColumns.map(column => html`<th style="${styleOf(column)}">${column.name}</th>`)}</tr></thead><tbody>
${rows}</tbody></table>${queries.length <= MOST ? '' : html`<p>and ${countText(queries.length - MOST)} that ended before</p>`}</div>`),
    'text/plain': queries.slice(-MOST).map(query => [...columns, ...kept].map(column => `${column.name === 'Query' || column.name === 'State' ? '' : `${column.name.toLowerCase()} `}${plain(column.cell(query))}`).join(' · ')).join('\n'),
  }
}

function styleOf({ right }: Column): string {
  return right === true ? 'text-align:right;white-space:nowrap;padding:4px 10px 4px 0;font-variant-numeric:tabular-nums' : 'text-align:left;white-space:nowrap;padding:4px 10px 4px 0'
}

function stateText(query: StreamingQuery): string {
  const error = query.exception()
  const { sign, word } = statusOf({ error, active: query.isActive, ending: query.ending, progress: query.lastProgress })
  return `${sign} ${word}${error === null ? '' : `: ${labelText(codeOf(error), 80)}`}`
}

/** The code behind the one that only says that a query failed. */
function codeOf(error: { readonly code: string; readonly cause?: unknown }): string {
  const { cause } = error
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.code
}

function watermarkText(watermark: string | undefined): string {
  return watermark === undefined ? '–' : watermark.startsWith('1970-01-01T00:00:00') ? 'none yet' : momentText(watermark)
}

function shown(value: number | undefined, text: (value: number) => string): string {
  return value === undefined ? '–' : text(value)
}

function plain(cell: Html | string): string {
  return typeof cell === 'string' ? cell : ''
}
