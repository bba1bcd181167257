import { takeBatch } from '../../batch/select'
import { baseSpec } from './base-spec'
import { InvalidChart, type Chart, type Drawing, type Picture, type VegaLiteSpec } from './chart'
import { columnValues } from './column-values'
import { uniqueLabels } from './colors'
import { nameOf } from './points'
import { INK } from './theme'
import { inSentence, numberText, titleOf } from './words'

export interface SmallMultiplesOptions {
  /** Panels side by side; default 3. */
  readonly columns?: number
  /** Most panels, those with the most rows; default 12. */
  readonly limit?: number
  /** Whether all panels have the same axes, as they must to be compared (default), or each its own. */
  readonly scales?: 'shared' | 'independent'
}

/**
 * The same chart once for each value of a column, with the same axes and colours: what one chart with many colours
 * hides. Any kind but `kpi` and `vegaLite`; `height` of the chart is each panel's.
 *
 * @throws INVALID_CHART for a kind that cannot be a panel
 * @example
 * await display(hourly, smallMultiples(line({ x: 'window.start', y: 'logins' }), { by: 'user' }))
 */
export function smallMultiples<const P extends string, const N extends string, const M extends string, const B extends string>(
  chart: Chart<P, N, M>, of: { readonly by: B } & SmallMultiplesOptions,
): Chart<P | B, N, M> {
  const { by, ...options } = of
  if (chart.alone) throw new InvalidChart(`smallMultiples takes no ${chart.kind}`, { hint: 'Use bar, line, area, point, histogram or heatmap; a Vega-Lite spec has a facet of its own.' })
  for (const [name, value] of Object.entries({ columns: options.columns, limit: options.limit })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) throw new InvalidChart(`${name} is ${value}, and smallMultiples needs a whole number from 1`, { hint: `Leave ${name} out for the default.` })
  }
  return Object.freeze({
    kind: 'smallMultiples', alone: true as const, encodings: Object.freeze({ ...chart.encodings, by }), options: Object.freeze({ ...chart.options, ...options }),
    draw: (drawing: Drawing) => draw(drawing, chart, by, options),
  })
}

const PANEL_HEIGHT = 120
const SPACING = 18

function draw(drawing: Drawing, chart: Chart, by: string, options: SmallMultiplesOptions): Picture {
  const whole = chart.draw(drawing)
  const rows = rowsBy(columnValues(drawing.batch, by).values.map(nameOf))
  const limit = options.limit ?? 12
  const names = [...rows].sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1)).slice(0, limit).map(([name]) => name).sort(numbersOrNames)
  // Nothing to divide yet: the whole is as empty.
  if (names.length === 0) return whole
  const labels = uniqueLabels(names)
  const columns = Math.min(options.columns ?? 3, names.length)
  const given = chart.options as { readonly title?: string; readonly width?: number }
  const width = Math.floor(((given.width ?? 720) - 12 - ('color' in chart.encodings && chart.encodings.color !== undefined ? 120 : 0)) / columns - SPACING - 40)
  const panels = names.map(name => {
    const batch = takeBatch(drawing.batch, Int32Array.from(rows.get(name) ?? []))
    return { name, picture: chart.draw({ ...drawing, batch, panel: { whole: drawing.batch, height: PANEL_HEIGHT } }) }
  })
  const notes = [
    ...(names.length < rows.size ? [`${names.length} of ${numberText(rows.size)} in ${inSentence(titleOf(by))}: those with the most rows`] : []),
    ...axesNote(panels[0].picture.spec), ...whole.notes,
  ]
  const title = given.title ?? `${whole.title}, for each ${inSentence(titleOf(by))}`
  const own = options.scales === 'independent'
  const { $schema, title: heading, config } = baseSpec({ title, notes, height: 0 })
  const spec = {
    $schema, title: heading, config, columns, spacing: SPACING,
    concat: panels.map(({ name, picture }, i) => panelSpec(picture.spec, labels.get(name) ?? name, Math.max(60, width), { first: i % columns === 0, own })),
    resolve: { scale: { x: own ? 'independent' : 'shared', y: own ? 'independent' : 'shared', color: 'shared', size: 'shared' } },
  }
  return { spec, title, notes, marks: panels.reduce((sum, { picture }) => sum + picture.marks, 0) }
}

function rowsBy(names: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>()
  names.forEach((name, row) => {
    const same = rows.get(name)
    if (same === undefined) rows.set(name, [row])
    else same.push(row)
  })
  return rows
}

function numbersOrNames(a: string, b: string): number {
  const [m, n] = [Number(a), Number(b)]
  return Number.isNaN(m) || Number.isNaN(n) || m === n ? (a < b ? -1 : 1) : m - n
}

/** One panel: the chart without what belongs to the whole picture, its name above it and in each mark's sentence. */
function panelSpec(spec: VegaLiteSpec, name: string, width: number, { first, own }: { first: boolean; own: boolean }): VegaLiteSpec {
  const { $schema: _schema, autosize: _autosize, config: _config, title: _title, ...plot } = spec
  return {
    ...named(plot, name) as VegaLiteSpec, width,
    title: { text: name, fontSize: 12, fontWeight: 600, color: INK, anchor: 'start', frame: 'group', offset: 6 },
    ...(typeof plot.encoding === 'object' ? { encoding: quietAxes(named(plot.encoding, name) as VegaLiteSpec, first || own) } : {}),
  }
}

/** Every row's sentence begins with its panel. */
function named(of: unknown, name: string): unknown {
  if (Array.isArray(of)) return of.map(one => named(one, name))
  if (typeof of !== 'object' || of === null) return of
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, key === 'label' && typeof value === 'string' ? `${name}: ${value}` : named(value, name)]))
}

/** What the axes of all panels are, once. */
function axesNote({ encoding }: VegaLiteSpec): string[] {
  const [up, across] = (['y', 'x'] as const).map(channel => (encoding as Readonly<Record<string, { readonly axis?: { readonly title?: string | null } } | undefined>>)[channel]?.axis?.title ?? null)
  const said = [...(up === null ? [] : [`${inSentence(up)} upwards`]), ...(across === null ? [] : [`${inSentence(across)} across`])].join(', ')
  return said === '' ? [] : [said[0].toUpperCase() + said.slice(1)]
}

/** An axis title above each panel would say the same as many times as there are panels. */
function quietAxes(encoding: VegaLiteSpec, labels: boolean): VegaLiteSpec {
  const axisOf = (channel: 'x' | 'y', more: object): object => {
    const given = encoding[channel] as { readonly axis?: object } | undefined
    return given === undefined ? {} : { [channel]: { ...given, axis: { ...given.axis, ...more } } }
  }
  return { ...encoding, ...axisOf('y', { title: null, tickCount: 3, ...(labels ? {} : { labels: false }) }), ...axisOf('x', { title: null, tickCount: 4 }) }
}
