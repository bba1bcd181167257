import { aboveAxis, amountAxis, baseSpec, colorChannel, overMarks, plotHeight, spoken } from './base-spec'
import { InvalidChart, type Chart, type ChartOptions, type Drawing, type Fold, type Picture } from './chart'
import { planColors, type ColorPlan } from './colors'
import { nameOf, openNotes, placeText, pointsOf, titleOver, windowStep, type Encodings, type Point, type Points } from './points'
import { alongX, bySeries, filled, type Missing } from './series'
import { BAND_OPACITY, OPEN_OPACITY } from './theme'
import { inSentence, numberText, withUnit } from './words'
import { zoneOf, type Zone } from './zone'

export interface LineOptions extends ChartOptions {
  /** How rows that share a point become one; default `sum`. The ends of a band are folded the same way. */
  readonly fold?: Fold
  /**
   * What stands where a window has no row: a gap, zero, or a line across. Default: zero for a summed BIGINT without a
   * band, as counts are (a group that is not there counted nothing), else a gap.
   */
  readonly missing?: Missing
}

/** The columns of a band around a line: its lower and its upper end. */
export interface Band<N extends string> {
  readonly low: N
  readonly high: N
}

/**
 * A line of an amount over a time or a number, one for each of the largest categories of `color`, with a `band` from one
 * column to another behind it: the least and the most, or two percentiles.
 *
 * Over a window column (`window` or `window.start`) a count is zero where a window has no row, anything else breaks
 * there, and the windows that are still open are dashed.
 *
 * @throws INVALID_CHART for names on x, and for a zone that is none
 * @example
 * await display(hourly, line({ x: 'window.start', y: 'logins', color: 'user' }))
 */
export function line<const P extends string, const N extends string>(of: { readonly x: P; readonly y: N; readonly color?: P; readonly band?: Band<N> } & LineOptions): Chart<P, N, never> {
  const { x, y, color, band, ...options } = of
  if (band !== undefined && (band.low === undefined || band.high === undefined)) throw new InvalidChart('a band needs two columns', { hint: "Give band: { low: 'column', high: 'column' }." })
  const encodings = { x, y, color, ...(band === undefined ? {} : { low: band.low, high: band.high }) }
  const zone = zoneOf(options.zone)
  return Object.freeze({
    kind: 'line', encodings: Object.freeze(encodings), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(drawing, encodings, options, zone),
  })
}

function draw(drawing: Drawing, encodings: Encodings, options: LineOptions, zone: Zone): Picture {
  const of = pointsOf(drawing, encodings, options.fold ?? 'sum')
  const x = alongX(of, 'a line', zone)
  const colors = of.color === null ? null : planColors(of.whole, drawing.colors, () => '')
  const kept = (colors === null ? of.points : of.points.filter(point => colors.labels.has(nameOf(point.color))))
    .filter(point => point.x !== null && point.y !== null)
  const width = windowStep(of.whole)
  const banded = encodings.low !== undefined
  const missing = options.missing ?? (of.y.type.kind === 'bigint' && (options.fold ?? 'sum') === 'sum' && !banded ? 'zero' : 'gap')
  const series = [...bySeries(kept).values()].map(points => filled(points, width, missing))
  const zeros = missing === 'zero' && series.reduce((sum, points) => sum + points.length, 0) > kept.length
  const anyOpen = kept.some(point => point.open)
  const notes = [
    ...(colors === null || colors.rest.length === 0 ? [] : [`The ${colors.names.length} largest of ${numberText(colors.names.length + colors.rest.length)} by ${inSentence(of.color?.title ?? '')}`]),
    ...(zeros ? ['Windows without a row stand at zero'] : []),
    ...of.notes, ...openNotes(drawing.open, false).map(note => (anyOpen ? `${note}; dashed here` : note)),
  ]
  const title = options.title ?? titleOver(of)
  const amounts = kept.flatMap(point => [point.y, ...(banded ? [point.low ?? null, point.high ?? null] : [])])
  const y = { field: 'y', type: 'quantitative', scale: { zero: true }, axis: { ...amountAxis(withUnit(of.y.title, options.unit), amounts), ...aboveAxis } }
  const spec = {
    ...baseSpec({ title, notes, width: options.width, height: plotHeight(options, drawing) }),
    encoding: { ...overMarks({ x, y }, kept.length), ...(colors === null ? {} : { color: shownColors(colors, of.color?.title ?? '') }) },
    layer: [...(banded ? bands(series, colors) : []), ...layers(series, kept, of, colors, zone)],
  }
  return { spec, title, notes, marks: kept.length, controls: { zoom: ['x'], ...(colors === null ? {} : { legend: true }) } }
}

function shownColors(colors: ColorPlan, title: string): object {
  const { names, labels, range } = colors
  return colorChannel({ ...colors, domain: names.map(name => labels.get(name) ?? name), range: range.slice(0, names.length) }, title)
}

/** What lies between low and high, lighter from the last closed point on. */
function bands(series: readonly (readonly Point[])[], colors: ColorPlan | null): object[] {
  const layer = (parts: readonly (readonly Point[])[], opacity: number): object[] => (parts.flat().length === 0 ? [] : [{
    data: { values: parts.flat().map(point => ({ ...rowOf(point, colors), y: point.low ?? null, y2: point.high ?? null })) },
    mark: { type: 'area', interpolate: 'monotone', opacity, aria: false }, encoding: { y2: { field: 'y2' } },
  }])
  return [...layer(closedOf(series), BAND_OPACITY), ...layer(openOf(series), BAND_OPACITY / 2)]
}

function closedOf(series: readonly (readonly Point[])[]): Point[][] {
  return series.map(points => points.filter(point => !point.open))
}

/** From the last closed point on. */
function openOf(series: readonly (readonly Point[])[]): Point[][] {
  return series.map(points => points.slice(Math.max(0, points.findIndex(point => point.open) - 1))).filter(points => points.some(point => point.open))
}

/** The closed line, the dashed one from the last closed point on, and every point there is a row for with its sentence. */
function layers(series: readonly (readonly Point[])[], all: readonly Point[], of: Points, colors: ColorPlan | null, zone: Zone): object[] {
  const dashed = openOf(series)
  const rows = (points: readonly Point[]): object[] => points.map(point => rowOf(point, colors))
  // Where there are few points they show; where there are many they are there for pointer and reader only.
  const lone = series.flatMap(lonely)
  const dots = all.length <= 60 ? all : lone
  return [
    { data: { values: rows(closedOf(series).flat()) }, mark: { type: 'line', strokeWidth: 2, interpolate: 'monotone', strokeJoin: 'round', aria: false } },
    ...(dashed.length === 0 ? [] : [{ data: { values: rows(dashed.flat()) }, mark: { type: 'line', strokeWidth: 2, strokeDash: [4, 3], opacity: 0.75, aria: false } }]),
    ...(dots.length === 0 ? [] : [{
      data: { values: rows(dots) },
      mark: { type: 'circle', size: 28, aria: false },
      encoding: { opacity: { condition: { test: 'datum.open', value: OPEN_OPACITY }, value: 1 } },
    }]),
    { data: { values: all.map(point => ({ ...rowOf(point, colors), label: sentence(point, of, colors, zone) })) }, mark: { type: 'circle', size: 80, opacity: 0 }, encoding: spoken },
  ]
}

/** Points without a neighbour to draw a line to. */
function lonely(points: readonly Point[]): Point[] {
  return points.filter((point, i) => point.y !== null && (points[i - 1]?.y ?? null) === null && (points[i + 1]?.y ?? null) === null)
}

function rowOf(point: Point, colors: ColorPlan | null): Readonly<Record<string, unknown>> {
  const color = point.color === null || colors === null ? {} : { color: colors.labels.get(point.color) }
  return { x: point.x, y: point.y, ...color, ...(point.open ? { open: true } : {}) }
}

function sentence(point: Point, of: Points, colors: ColorPlan | null, zone: Zone): string {
  const who = point.color === null || colors === null ? '' : `, ${colors.labels.get(point.color)}`
  const ends = [point.low, point.high].filter(end => typeof end === 'number')
  const band = ends.length < 2 ? '' : ` (${numberText(ends[0])} to ${numberText(ends[1])})`
  return `${placeText(point, of.x, zone)}${who}, ${inSentence(of.y.title)}: ${numberText(point.y ?? 0)}${band}${point.open ? ' (so far)' : ''}`
}
