import type { FrameCore } from '../api/frame'
import { schemaTree } from '../api/schema-tree'
import { concatBatches, takeBatch } from '../batch/select'
import { cellOutput, installValueDisplay, type ValueDisplay } from '../core/cell-output'
import { isStreaming } from '../plan/node'
import { limit } from '../plan/nodes/limit'
import type { Chart } from './charts/chart'
import { vegaLite } from './charts/vega-lite'
import { display, type Displayable } from './display'
import { html, htmlText } from './html'
import { renderSvg } from './render-svg'
import { wasShownHere } from './shown-here'
import { isReceipt } from './receipt-view'
import { batchTable } from './table'
import { tableBundle } from './table-bundle'
import { isWhy } from './why-view'

/** Rows of a frame that is a cell's last value; `display` shows more. */
const MOST_ROWS = 20

/**
 * What a cell's last value looks like, where it is one of ours: nothing of it starts a query over a stream. What the
 * cell's own `display` gave back is in the cell already.
 */
export const showValue: ValueDisplay = value => {
  if (typeof value !== 'object' || value === null) return null
  if (has(value, 'plan', 'context')) {
    const frame = value as unknown as FrameCore
    return isStreaming(frame.plan) ? () => showStream(frame) : () => showBatch(frame)
  }
  if (has(value, 'runId', 'awaitTermination')) return wasShownHere(value) ? async () => {} : () => whole(value)
  if (has(value, 'entries', 'counts') && Array.isArray(value.entries)) return () => whole(value)
  if (isWhy(value) || isReceipt(value)) return () => whole(value)
  if (has(value, 'active', 'awaitAnyTermination') || has(value, 'dtypes', 'columns', 'values')) return () => whole(value)
  if (has(value, 'draw', 'encodings')) return () => showChart(value as unknown as Chart)
  if (isVegaLite(value)) return () => showSpec(value)
  return null
}

async function whole(value: object): Promise<void> {
  await display(value as unknown as Displayable)
}

async function showBatch(frame: FrameCore): Promise<void> {
  const batch = concatBatches(frame.plan.schema, await frame.context.engine.collect(limit(frame.plan, MOST_ROWS + 1)))
  const more = batch.numRows > MOST_ROWS
  const rows = more ? takeBatch(batch, Int32Array.from({ length: MOST_ROWS }, (_, i) => i)) : batch
  cellOutput().show(tableBundle(batchTable(rows), more ? { caption: `The first ${MOST_ROWS} rows; display(frame) shows more.` } : {}))
}

async function showStream({ plan }: FrameCore): Promise<void> {
  note(schemaTree(plan.schema), 'A stream: await display(…) runs it.')
}

async function showChart({ kind }: Chart): Promise<void> {
  note(`${kind}(…)`, 'A chart: await display(frame, chart) draws it.')
}

function note(text: string, sentence: string): void {
  cellOutput().show({ 'text/html': htmlText(html`<pre>${text}</pre><p>${sentence}</p>`), 'text/plain': `${text}\n${sentence}` })
}

type Spec = Readonly<Record<string, unknown>> & { readonly data: { readonly values: readonly unknown[] } }

/** A Vega-Lite spec as its own documentation writes one, with its rows in it. */
function isVegaLite(value: object): value is Spec {
  const { $schema, data } = value as { $schema?: unknown; data?: { values?: unknown } }
  return typeof $schema === 'string' && $schema.includes('vega-lite') && Array.isArray(data?.values)
}

async function showSpec({ data, ...spec }: Spec): Promise<void> {
  // What a chart of ours may hold, this may; and it loads nothing either.
  vegaLite(spec)
  const drawn = { ...spec, data: { values: data.values } }
  cellOutput().show({
    'application/vnd.vegalite.v5+json': drawn, 'image/svg+xml': await renderSvg(drawn),
    'text/plain': typeof spec.title === 'string' ? spec.title : 'Chart',
  })
}

function has(value: object, ...names: string[]): value is Record<string, unknown> {
  return names.every(name => name in value)
}

installValueDisplay(showValue)
