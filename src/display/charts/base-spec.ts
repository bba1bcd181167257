import { visibleText } from '../visible-text'
import type { ChartOptions, Drawing, VegaLiteSpec } from './chart'
import type { ColorPlan } from './colors'
import { CONFIG, OPEN_OPACITY } from './theme'
import { changesOf, momentAt, UTC, type Zone } from './zone'

/** What every spec of ours starts with. Widths are of the whole picture, so that it does not jump from frame to frame. */
export function baseSpec(of: { title: string; notes: readonly string[]; width?: number; height: number }): VegaLiteSpec {
  const title = { text: visibleText(of.title), ...(of.notes.length === 0 ? {} : { subtitle: of.notes.map(visibleText) }) }
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title, width: of.width ?? 720, height: of.height, autosize: { type: 'fit-x', contains: 'padding' }, config: CONFIG,
  }
}

/** Of the plot: asked for, the panel's, or the usual. */
export function plotHeight(options: ChartOptions, { panel }: Drawing): number {
  return options.height ?? panel?.height ?? 260
}

const DAY = 86_400_000

/** The axis of a time from `from` to `to`, in the zone's own hours and days; its labels say the day where a day begins. */
export function timeAxis(title: string, [from, to]: readonly [number, number], zone: Zone): VegaLiteSpec {
  const span = Math.max(0, to - from)
  if (zone === UTC) return { title: `${title} (UTC)`, labelExpr: timeLabels(span, 'datum.value'), ...timeTicks(span) }
  // Vega knows UTC and the reader's own zone. Here the ticks are set where the zone's clocks show round times, and the
  // labels are told how far those clocks are ahead: numbers, no data.
  const offset = changesOf(zone, from, to).reduce((before, { at, offset: after }) => `(time(datum.value) < ${at} ? ${before} : ${after})`, String(zone.offset(from)))
  return { title: `${title} (${visibleText(zone.name)})`, labelExpr: timeLabels(span, `(time(datum.value) + ${offset})`), values: ticksIn(zone, from, to) }
}

/** The axis of days, which are the same in every zone. */
export function dayAxis(title: string, [from, to]: readonly [number, number]): VegaLiteSpec {
  const span = Math.max(0, to - from)
  // Less than a day between ticks would repeat the day's label.
  return { title, labelExpr: timeLabels(Math.max(span, 4 * DAY), 'datum.value'), tickCount: { interval: 'day', step: 1 }, ...timeTicks(span) }
}

// A tick within a day would carry the day's label again.
function timeTicks(span: number): VegaLiteSpec {
  if (span <= 3 * DAY || span > 120 * DAY) return {}
  return { tickCount: span <= 15 * DAY ? { interval: 'day', step: 1 } : { interval: 'week', step: 1 } }
}

const SECOND = 1000
const STEPS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800].map(seconds => seconds * SECOND)
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 600, 1200]
const MOST_TICKS = 12

/** Round times of the zone's clocks. */
function ticksIn(zone: Zone, from: number, to: number): number[] {
  const [first, last] = [from + zone.offset(from), to + zone.offset(to)]
  const wide = STEPS.find(step => (last - first) / step <= MOST_TICKS) ?? null
  const walls = wide === null ? monthsBetween(first, last) : timesBetween(first, last, wide)
  return walls.flatMap(wall => momentAt(zone, wall) ?? [])
}

function timesBetween(first: number, last: number, step: number): number[] {
  // The epoch was a Thursday; weeks begin on Mondays.
  const monday = step === 7 * DAY ? 4 * DAY : 0
  const start = Math.ceil((first - monday) / step) * step + monday
  return Array.from({ length: Math.max(0, Math.floor((last - start) / step) + 1) }, (_, i) => start + i * step)
}

function monthsBetween(first: number, last: number): number[] {
  const [from, to] = [new Date(first), new Date(last)]
  const [begin, end] = [from, to].map(date => date.getUTCFullYear() * 12 + date.getUTCMonth())
  const step = MONTHS.find(months => (end - begin) / months <= MOST_TICKS) ?? MONTHS[MONTHS.length - 1]
  const start = Math.ceil(begin / step) * step
  return Array.from({ length: Math.max(0, Math.floor((end - start) / step) + 1) }, (_, i) => Date.UTC(0, start + i * step)).map((ms, i) => {
    // Date.UTC takes the years 0 to 99 for 1900 to 1999.
    const date = new Date(ms)
    date.setUTCFullYear(Math.floor((start + i * step) / 12), (start + i * step) % 12, 1)
    return date.getTime()
  }).filter(ms => ms >= first)
}

// Fixed texts and numbers of ours: nothing of the data is ever part of an expression.
function timeLabels(span: number, at: string): string {
  const midnight = `utchours(${at}) === 0 && utcminutes(${at}) === 0 && utcseconds(${at}) === 0`
  const day = `utcFormat(${at}, '%b %-d')`
  if (span === 0) return `utcFormat(${at}, '%b %-d, %H:%M')`
  if (span <= 10 * 60_000) return `${midnight} ? ${day} : utcFormat(${at}, '%H:%M:%S')`
  if (span <= 3 * DAY) return `${midnight} ? ${day} : utcFormat(${at}, '%H:%M')`
  if (span <= 120 * DAY) return day
  if (span <= 1500 * DAY) return `utcFormat(${at}, '%b %Y')`
  return `utcFormat(${at}, '%Y')`
}

/** The axis of shares of a whole. */
export function shareAxis(of: string): VegaLiteSpec {
  return { title: `Share of ${of}`, tickCount: 5, format: '.0%' }
}

/** The axis of an amount: few round ticks, whole ones where the values are, its title above it. */
export function amountAxis(title: string, values: readonly (number | null)[]): VegaLiteSpec {
  const most = Math.max(0, ...values.map(value => Math.abs(value ?? 0)))
  const whole = values.every(value => value === null || Number.isInteger(value))
  return {
    title, tickCount: whole && most > 0 ? Math.min(5, most) : 5, ...(whole ? { tickMinStep: 1 } : {}), format: most >= 100_000 ? '~s' : ',~f',
  }
}

export const aboveAxis = { titleAngle: 0, titleAnchor: 'end', titleAlign: 'left', titleBaseline: 'bottom', titleX: 0, titleY: -6 }

/** The colour channel over data that hold each row's label under `color`. */
export function colorChannel(plan: ColorPlan, title: string): VegaLiteSpec {
  return { field: 'color', type: 'nominal', scale: { domain: plan.domain, range: plan.range }, legend: plan.domain.length === 0 ? null : { title, symbolType: 'circle', symbolStrokeWidth: 0 } }
}

/** Lighter where a row's `open` is true. */
export const openOpacity = { condition: { test: 'datum.open', value: OPEN_OPACITY }, value: 1 }

/** Each mark's own sentence, for a pointer and for a screen reader. */
export const spoken = { description: { field: 'label', type: 'nominal' }, tooltip: { field: 'label', type: 'nominal' } }

/** The channels as they are where there are marks; where there is none an axis has no ends to speak of. */
export function overMarks(encoding: VegaLiteSpec, marks: number): VegaLiteSpec {
  if (marks > 0) return encoding
  const bare = (['x', 'y'] as const).flatMap(channel => {
    const given = encoding[channel] as { readonly type: string; readonly scale?: object; readonly axis?: object } | undefined
    if (given === undefined || given.type === 'nominal') return []
    return [[channel, { ...given, scale: { ...given.scale, domain: [0, 1] }, axis: { ...given.axis, labels: false, ticks: false, aria: false, tickCount: 5, values: undefined } }]]
  })
  return { ...encoding, ...Object.fromEntries(bare) as object }
}
