import { isTidemarkError } from '../../core/errors'
import { labelText } from '../visible-text'
import { InvalidChart, type Chart, type Drawing, type VegaLiteSpec } from './chart'
import { jsonRows } from './json-rows'
import { openNotes } from './points'
import { CONFIG } from './theme'

/** A Vega-Lite 5 spec of your own, without `data`: that is the frame. */
export type RawSpec = Readonly<Record<string, unknown>>

/**
 * Any Vega-Lite 5 chart: `spec` as its documentation has it, with the frame's rows as its data.
 *
 * Columns are fields (`'window.start'` reaches into a struct), times are ms since the epoch: give them
 * `type: 'temporal'` and `scale: { type: 'utc' }`. What would fetch or link (`url`, `href`, images, `usermeta`) is
 * refused: a report loads nothing.
 *
 * @throws INVALID_CHART that names the place in the spec
 * @example
 * await display(byUser, vegaLite({ mark: 'arc', encoding: { theta: { field: 'logins', type: 'quantitative' }, color: { field: 'user' } } }))
 */
export function vegaLite(spec: RawSpec): Chart<never, never, never> {
  const checked = plainSpec(spec)
  return Object.freeze({ kind: 'vegaLite', alone: true as const, encodings: Object.freeze({}), options: Object.freeze({}), draw: (drawing: Drawing) => draw(checked, drawing) })
}

function draw(spec: VegaLiteSpec, drawing: Drawing): ReturnType<Chart['draw']> {
  const rows = jsonRows(drawing.batch)
  const title = typeof spec.title === 'string' ? labelText(spec.title, 120) : 'Chart'
  const whole = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json', width: 640, ...spec,
    config: { ...CONFIG, ...(isRecord(spec.config) ? spec.config : {}) }, data: { values: rows.values },
  }
  return { spec: whole, title, notes: [...rows.notes, ...openNotes(drawing.open, false)], marks: rows.values.length }
}

function plainSpec(spec: RawSpec): VegaLiteSpec {
  try {
    return JSON.parse(JSON.stringify(checked(spec, 'spec'))) as VegaLiteSpec
  } catch (error) {
    if (isTidemarkError(error)) throw error
    throw new InvalidChart(`a Vega-Lite spec is plain JSON, and this is not: ${(error as Error).message}`, { cause: error })
  }
}

const REFUSED: Readonly<Record<string, string>> = {
  data: 'the rows are the frame that display gets', datasets: 'the rows are the frame that display gets',
  url: 'a chart loads nothing', href: 'a chart links nowhere', usermeta: 'it tells the page how to embed the chart', loader: 'a chart loads nothing',
}

function checked(value: unknown, at: string): unknown {
  if (typeof value === 'function') throw new InvalidChart(`${at} is a function, and a spec is plain JSON`)
  if (Array.isArray(value)) return value.map((one, i) => checked(one, `${at}[${i}]`))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => {
    const here = `${at}.${key}`
    if (Object.hasOwn(REFUSED, key)) throw new InvalidChart(`${here} is not taken: ${REFUSED[key]}`, { hint: `Leave ${key} out.` })
    if ((key === 'mark' || key === 'type') && (one === 'image' || (isRecord(one) && one.type === 'image'))) throw new InvalidChart(`${here} is an image, and a chart loads nothing`, { hint: "Use the marks point, bar, rect, line, area, arc, rule, tick or text." })
    return [key, checked(one, here)]
  }))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
