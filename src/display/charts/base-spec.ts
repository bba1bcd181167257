import { visibleText } from '../visible-text'
import type { VegaLiteSpec } from './chart'
import type { ColorPlan } from './colors'
import { CONFIG, OPEN_OPACITY } from './theme'

/** What every spec of ours starts with. Widths are of the whole picture, so that it does not jump from frame to frame. */
export function baseSpec(of: { title: string; notes: readonly string[]; width?: number; height: number }): VegaLiteSpec {
  const title = { text: visibleText(of.title), ...(of.notes.length === 0 ? {} : { subtitle: of.notes.map(visibleText) }) }
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title, width: of.width ?? 720, height: of.height, autosize: { type: 'fit-x', contains: 'padding' }, config: CONFIG,
  }
}

const DAY = 86_400_000

/** A time axis in UTC whose labels say the day where a day begins. `span` is in ms. */
export function timeAxis(title: string, span: number): VegaLiteSpec {
  return { title: `${title} (UTC)`, labelExpr: timeLabels(span), ...timeTicks(span) }
}

// A tick within a day would carry the day's label again.
function timeTicks(span: number): VegaLiteSpec {
  if (span <= 3 * DAY || span > 120 * DAY) return {}
  return { tickCount: span <= 15 * DAY ? { interval: 'day', step: 1 } : { interval: 'week', step: 1 } }
}

// Fixed texts: nothing of the data is ever part of an expression.
function timeLabels(span: number): string {
  const midnight = 'utchours(datum.value) === 0 && utcminutes(datum.value) === 0 && utcseconds(datum.value) === 0'
  const day = "utcFormat(datum.value, '%b %-d')"
  if (span <= 10 * 60_000) return `${midnight} ? ${day} : utcFormat(datum.value, '%H:%M:%S')`
  if (span <= 3 * DAY) return `${midnight} ? ${day} : utcFormat(datum.value, '%H:%M')`
  if (span <= 120 * DAY) return day
  if (span <= 1500 * DAY) return "utcFormat(datum.value, '%b %Y')"
  return "utcFormat(datum.value, '%Y')"
}

/** The axis of an amount: few round ticks, whole ones where the values are, its title above it. */
export function amountAxis(title: string, values: readonly (number | null)[]): VegaLiteSpec {
  const most = Math.max(0, ...values.map(value => Math.abs(value ?? 0)))
  const whole = values.every(value => value === null || Number.isInteger(value))
  return {
    title, tickCount: 5, ...(whole ? { tickMinStep: 1 } : {}), format: most >= 100_000 ? '~s' : ',~f',
  }
}

export const aboveAxis = { titleAngle: 0, titleAnchor: 'end', titleAlign: 'left', titleBaseline: 'bottom', titleX: 0, titleY: -6 }

/** The colour channel over data that hold each row's label under `color`. */
export function colorChannel(plan: ColorPlan, title: string): VegaLiteSpec {
  return { field: 'color', type: 'nominal', scale: { domain: plan.domain, range: plan.range }, legend: { title, symbolType: 'circle', symbolStrokeWidth: 0 } }
}

/** Lighter where a row's `open` is true. */
export const openOpacity = { condition: { test: 'datum.open', value: OPEN_OPACITY }, value: 1 }

/** Each mark's own sentence, for a pointer and for a screen reader. */
export const spoken = { description: { field: 'label', type: 'nominal' }, tooltip: { field: 'label', type: 'nominal' } }
