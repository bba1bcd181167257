import { aboveAxis, amountAxis, baseSpec, colorChannel, spoken, timeAxis } from './base-spec'
import { InvalidChart, type Chart, type ChartOptions, type Drawing, type Fold, type Picture } from './chart'
import { planColors, type ColorPlan } from './colors'
import { nameOf, openNotes, pointsOf, windowStep, type Point, type Points } from './points'
import { OPEN_OPACITY } from './theme'
import { inSentence, numberText, perText, rangeText, timeText, withUnit } from './words'

export interface LineOptions extends ChartOptions {
  /** How rows that share a point become one; default `sum`. */
  readonly fold?: Fold
  /**
   * What stands where a window has no row: a gap, zero, or a line across. Default: zero for a summed BIGINT, as counts
   * are (a group that is not there counted nothing), else a gap.
   */
  readonly missing?: 'gap' | 'zero' | 'connect'
}

/**
 * A line of an amount over a time or a number, one for each of the largest categories of `color`.
 *
 * Over a window column (`window` or `window.start`) a count is zero where a window has no row, anything else breaks
 * there, and the windows that are still open are dashed.
 *
 * @example
 * await display(hourly, line({ x: 'window.start', y: 'logins', color: 'user' }))
 */
export function line<const P extends string, const N extends string>(of: { readonly x: P; readonly y: N; readonly color?: P } & LineOptions): Chart<P, N> {
  const { x, y, color, ...options } = of
  return Object.freeze({
    kind: 'line', encodings: Object.freeze({ x, y, color }), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(pointsOf(drawing, { x, y, color }, options.fold ?? 'sum'), drawing, options),
  })
}

function draw(of: Points, drawing: Drawing, options: LineOptions): Picture {
  if (of.x.scale === 'name') {
    throw new InvalidChart(`a line needs a time or a number on x, and '${of.x.path}' is a name`, { hint: 'Use bar({ x, y }) for names.' })
  }
  const colors = of.color === null ? null : planColors(of.points, drawing.colors, () => '')
  const kept = (colors === null ? of.points : of.points.filter(point => colors.labels.has(nameOf(point.color))))
    .filter(point => point.x !== null && point.y !== null)
  const width = windowStep(of.points)
  const missing = options.missing ?? (of.y.type.kind === 'bigint' && (options.fold ?? 'sum') === 'sum' ? 'zero' : 'gap')
  const series = [...bySeries(kept).values()].map(points => filled(points, width, missing))
  const zeros = missing === 'zero' && series.reduce((sum, points) => sum + points.length, 0) > kept.length
  const anyOpen = kept.some(point => point.open)
  const notes = [
    ...(colors === null || colors.rest.length === 0 ? [] : [`The ${colors.names.length} largest of ${numberText(colors.names.length + colors.rest.length)} by ${inSentence(of.color?.title ?? '')}`]),
    ...(zeros ? ['Windows without a row stand at zero'] : []),
    ...of.notes, ...openNotes(drawing.open, false).map(note => (anyOpen ? `${note}; dashed here` : note)),
  ]
  const title = options.title ?? titleFor(of, width)
  const spec = {
    ...baseSpec({ title, notes, width: options.width, height: options.height ?? 260 }),
    encoding: { x: xChannel(of, kept), y: yChannel(of, kept, options), ...(colors === null ? {} : { color: shownColors(colors, of.color?.title ?? '') }) },
    layer: layers(series, kept, of, colors),
  }
  return { spec, title, notes, marks: kept.length }
}

function shownColors(colors: ColorPlan, title: string): object {
  const { names, labels, range } = colors
  return colorChannel({ ...colors, domain: names.map(name => labels.get(name) ?? name), range: range.slice(0, names.length) }, title)
}

/** The closed line, the dashed one from the last closed point on, and every point there is a row for with its sentence. */
function layers(series: readonly (readonly Point[])[], all: readonly Point[], of: Points, colors: ColorPlan | null): object[] {
  const closed = series.map(points => points.filter(point => !point.open))
  const dashed = series.map(points => points.slice(Math.max(0, points.findIndex(point => point.open) - 1))).filter(points => points.some(point => point.open))
  const rows = (points: readonly Point[]): object[] => points.map(point => rowOf(point, of, colors))
  // Where there are few points they show; where there are many they are there for pointer and reader only.
  const lone = series.flatMap(lonely)
  const dots = all.length <= 60 ? all : lone
  return [
    { data: { values: rows(closed.flat()) }, mark: { type: 'line', strokeWidth: 2, interpolate: 'monotone', strokeJoin: 'round', aria: false } },
    ...(dashed.length === 0 ? [] : [{ data: { values: rows(dashed.flat()) }, mark: { type: 'line', strokeWidth: 2, strokeDash: [4, 3], opacity: 0.75, aria: false } }]),
    ...(dots.length === 0 ? [] : [{
      data: { values: rows(dots) },
      mark: { type: 'circle', size: 28, aria: false },
      encoding: { opacity: { condition: { test: 'datum.open', value: OPEN_OPACITY }, value: 1 } },
    }]),
    { data: { values: all.map(point => ({ ...rowOf(point, of, colors), label: sentence(point, of, colors) })) }, mark: { type: 'circle', size: 80, opacity: 0 }, encoding: spoken },
  ]
}

/** Points without a neighbour to draw a line to. */
function lonely(points: readonly Point[]): Point[] {
  return points.filter((point, i) => point.y !== null && (points[i - 1]?.y ?? null) === null && (points[i + 1]?.y ?? null) === null)
}

function bySeries(points: readonly Point[]): Map<string, Point[]> {
  const series = new Map<string, Point[]>()
  for (const point of points) series.set(nameOf(point.color), [...(series.get(nameOf(point.color)) ?? []), point])
  for (const one of series.values()) one.sort((a, b) => Number(a.x) - Number(b.x))
  return series
}

/** A series with something in the windows that have no row. */
function filled(points: readonly Point[], width: number | null, missing: NonNullable<LineOptions['missing']>): Point[] {
  if (width === null || missing === 'connect') return [...points]
  return points.flatMap((point, i) => {
    const next = points[i + 1]
    const from = Number(point.x) + width
    if (next === undefined || Number(next.x) <= from) return [point]
    const empty = (x: number): Point => ({ ...point, x, end: x + width, open: false, y: missing === 'zero' ? 0 : null })
    if (missing === 'gap') return [point, empty(from)]
    const windows = Math.min(10_000, Math.round((Number(next.x) - from) / width))
    return [point, ...Array.from({ length: windows }, (_, k) => empty(from + k * width))]
  })
}

function xChannel(of: Points, points: readonly Point[]): object {
  const values = points.map(point => Number(point.x))
  const span = values.length === 0 ? 0 : values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b))
  return of.x.scale === 'time'
    ? { field: 'x', type: 'temporal', scale: { type: 'utc', nice: false }, axis: timeAxis(of.x.title, span) }
    : { field: 'x', type: 'quantitative', scale: { zero: false, nice: false }, axis: { title: of.x.title, grid: false, format: ',~f' } }
}

function yChannel(of: Points, points: readonly Point[], options: LineOptions): object {
  const axis = amountAxis(withUnit(of.y.title, options.unit), points.map(point => point.y))
  return { field: 'y', type: 'quantitative', scale: { zero: true }, axis: { ...axis, ...aboveAxis } }
}

function rowOf(point: Point, of: Points, colors: ColorPlan | null): Readonly<Record<string, unknown>> {
  const color = point.color === null || colors === null ? {} : { color: colors.labels.get(point.color) }
  return { x: point.x, y: point.y, ...color, ...(point.open ? { open: true } : {}) }
}

function sentence(point: Point, of: Points, colors: ColorPlan | null): string {
  const at = Number(point.x)
  const when = of.x.scale !== 'time' ? numberText(at) : point.end === null ? timeText(at, of.x.type.kind === 'date') : rangeText(at, point.end)
  const who = point.color === null || colors === null ? '' : `, ${colors.labels.get(point.color)}`
  return `${when}${who}, ${inSentence(of.y.title)}: ${numberText(point.y ?? 0)}${point.open ? ' (so far)' : ''}`
}

function titleFor(of: Points, width: number | null): string {
  const one = of.points.find(point => point.end !== null)
  const per = width === null || one === undefined ? ` by ${inSentence(of.x.title)}` : ` per ${perText(Number(one.end) - Number(one.x))}`
  return `${of.y.title}${per}${of.color === null ? '' : `${width === null ? ' and' : ' by'} ${inSentence(of.color.title)}`}`
}
