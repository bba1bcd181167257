import { aboveAxis, amountAxis, baseSpec, colorChannel, openOpacity, spoken, timeAxis } from './base-spec'
import type { Chart, ChartOptions, Drawing, Fold, Picture } from './chart'
import { planColors, uniqueLabels, type ColorPlan } from './colors'
import { foldOf, nameOf, openNotes, pointsOf, windowStep, type Point, type Points } from './points'
import { counted, inSentence, numberText, perText, rangeText, timeText, withUnit } from './words'

export interface BarOptions extends ChartOptions {
  /** Order of named bars: by amount, largest first (default), or by name. */
  readonly sort?: 'amount' | 'name'
  /** Most named bars shown; default 20. The chart says how many there are. */
  readonly limit?: number
  /** How rows that share a bar become one; default `sum`. */
  readonly fold?: Fold
}

/**
 * Bars of an amount over a time, a number or a name.
 *
 * A window column (`window` or `window.start`) gives bars as wide as the window (or, where windows slide, as the way to
 * the next), lighter while it is open; names give bars sorted by amount, lying down where they are long. Colours stack,
 * the largest categories in colours of their own and the others in one grey.
 *
 * @example
 * await display(hourly, bar({ x: 'window.start', y: 'logins', color: 'user' }))
 */
export function bar<const P extends string, const N extends string>(of: { readonly x: P; readonly y: N; readonly color?: P } & BarOptions): Chart<P, N> {
  const { x, y, color, ...options } = of
  return Object.freeze({
    kind: 'bar', encodings: Object.freeze({ x, y, color }), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(pointsOf(drawing, { x, y, color }, options.fold ?? 'sum'), drawing, options),
  })
}

function draw(of: Points, drawing: Drawing, options: BarOptions): Picture {
  const timed = of.x.scale === 'time'
  const { points, shown, total } = timed ? { points: of.points, shown: 0, total: 0 } : largest(of, options)
  const colors = of.color === null ? null : planColors(points, drawing.colors, rest => `${counted(rest, 'other')}`)
  const marks = colors === null ? points : ranked(foldRest(points, colors, options.fold ?? 'sum'), colors)
  const drawn = marks.some(point => point.open)
  const notes = [
    ...(shown < total ? [`The ${shown} largest of ${numberText(total)}`] : []),
    ...of.notes, ...openNotes(drawing.open, drawn),
  ]
  const title = options.title ?? titleFor(of)
  const layout = timed ? timeBars(of, marks, options) : namedBars(of, marks, options, colors !== null)
  const spec = {
    ...baseSpec({ title, notes, width: options.width, height: layout.height }),
    data: { values: marks.map((point, i) => ({ ...rowOf(point, of, colors, layout.labels), ...layout.extents?.[i] })) },
    mark: layout.mark,
    encoding: {
      ...layout.encoding, ...spoken,
      ...(drawn ? { opacity: openOpacity } : {}),
      ...(colors === null ? {} : { color: colorChannel(colors, of.color?.title ?? ''), order: { field: 'rank', type: 'quantitative' } }),
    },
  }
  return { spec, title, notes, marks: marks.length }
}

interface Layout {
  readonly height: number
  readonly mark: Readonly<Record<string, unknown>>
  readonly encoding: Readonly<Record<string, unknown>>
  readonly labels: ReadonlyMap<string, string>
  /** Where each mark begins and ends, where Vega-Lite cannot stack them itself. */
  readonly extents?: readonly Extent[]
}

interface Extent { readonly x2: number | null; readonly y: number | null; readonly y2: number | null }

function timeBars(of: Points, marks: readonly Point[], options: BarOptions): Layout {
  const step = windowStep(marks)
  const times = marks.flatMap(point => [point.x, point.end]).filter(time => typeof time === 'number')
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const ranged = of.x.ends !== null
  const x = { field: 'x', type: 'temporal', scale: { type: 'utc', nice: false }, axis: timeAxis(of.x.title, to - from) }
  const y = { field: 'y', type: 'quantitative', axis: { ...amountAxis(withUnit(of.y.title, options.unit), totals(marks)), ...aboveAxis } }
  const common = { height: options.height ?? 260, labels: new Map<string, string>() }
  // Vega-Lite takes a bar with two ends in x for a lying one: as a rectangle, stacked here, it stands.
  return ranged
    ? { ...common, extents: stacked(marks, step), mark: { type: 'rect', ...gapBetween(step, to - from) }, encoding: { x, x2: { field: 'x2' }, y: { ...y, scale: { zero: true } }, y2: { field: 'y2' } } }
    : { ...common, mark: { type: 'bar', width: Math.max(2, Math.min(24, 480 / marks.length)) }, encoding: { x, y: { ...y, stack: 'zero' } } }
}

/** A gap of a pixel where the bars are wide enough to spare it. */
function gapBetween(step: number | null, span: number): object {
  return step === null || step / span * 600 < 5 ? {} : { xOffset: 0.5, x2Offset: -0.5 }
}

/** Marks of one time on top of each other in the order of the legend; what is below zero hangs. */
function stacked(marks: readonly Point[], step: number | null): Extent[] {
  const tops = new Map<string, number>()
  return marks.map(({ x, end, y }) => {
    // Sliding windows overlap: each is as wide as the way to the next.
    const x2 = end === null || step === null ? end : Math.min(end, Number(x) + step)
    if (y === null) return { x2, y, y2: null }
    const pile = `${x} ${y < 0}`
    const from = tops.get(pile) ?? 0
    tops.set(pile, from + y)
    return { x2, y: from + y, y2: from }
  })
}

function namedBars(of: Points, marks: readonly Point[], options: BarOptions, stacked: boolean): Layout {
  const names = [...new Set(marks.map(point => nameOf(point.x)))]
  const labels = uniqueLabels(names)
  const order = names.map(name => labels.get(name) ?? name)
  const lying = of.x.scale === 'name' && (names.length > 10 || order.some(label => label.length > 9))
  const end = stacked ? {} : { cornerRadiusEnd: 2 }
  // A `sort` by a list would become an expression with the names in it; a domain stays data.
  const name = { field: 'x', type: 'nominal', sort: null, scale: { domain: order, paddingInner: 0.25, paddingOuter: 0.15 } }
  const amount = { field: 'y', type: 'quantitative', stack: 'zero' }
  const axis = amountAxis(withUnit(of.y.title, options.unit), totals(marks))
  const nameAxis = { title: of.x.title, ticks: false, labelAngle: 0, domain: true, grid: false }
  return lying
    ? {
      height: options.height ?? Math.max(60, names.length * 24), labels, mark: { type: 'bar', ...end },
      encoding: {
        y: { ...name, axis: { ...nameAxis, ...aboveAxis, titleX: -4, titleAlign: 'right' } },
        x: { ...amount, axis: { ...axis, grid: true, domain: false, ticks: false } },
      },
    }
    : {
      height: options.height ?? 260, labels, mark: { type: 'bar', ...end },
      encoding: { x: { ...name, axis: nameAxis }, y: { ...amount, axis: { ...axis, ...aboveAxis } } },
    }
}

/** The bars that are shown, in the order they are shown in. */
function largest(of: Points, options: BarOptions): { points: Point[]; shown: number; total: number } {
  const bars = new Map<string, Point[]>()
  for (const point of of.points) bars.set(nameOf(point.x), [...(bars.get(nameOf(point.x)) ?? []), point])
  const amounts = [...bars].map(([name, points]) => ({ name, points, amount: points.reduce((sum, point) => sum + (point.y ?? 0), 0) }))
  const byName = (a: { name: string }, b: { name: string }): number =>
    of.x.scale === 'number' ? Number(a.name) - Number(b.name) : a.name < b.name ? -1 : 1
  const byAmount = (a: { name: string; amount: number }, b: { name: string; amount: number }): number => b.amount - a.amount || byName(a, b)
  const kept = amounts.sort(byAmount).slice(0, options.limit ?? (of.x.scale === 'number' ? 60 : 20))
  kept.sort((options.sort ?? (of.x.scale === 'number' ? 'name' : 'amount')) === 'name' ? byName : byAmount)
  return { points: kept.flatMap(one => one.points), shown: kept.length, total: amounts.length }
}

/** In the order of the legend: what is drawn first lies at the bottom of a stack. */
function ranked(points: readonly Point[], colors: ColorPlan): Point[] {
  return [...points].sort((a, b) => rankOf(a, colors) - rankOf(b, colors))
}

function rankOf(point: Point, colors: ColorPlan): number {
  const rank = colors.names.indexOf(point.color ?? '')
  return rank < 0 ? colors.names.length : rank
}

/** The points with all categories that have no colour of their own as one. */
function foldRest(points: readonly Point[], colors: ColorPlan, fold: Fold): Point[] {
  const rest = new Set(colors.rest)
  const others = new Map<Point['x'], Point[]>()
  for (const point of points) if (rest.has(point.color ?? '')) others.set(point.x, [...(others.get(point.x) ?? []), point])
  const label = colors.domain.at(-1) ?? ''
  return [
    ...points.filter(point => !rest.has(point.color ?? '')),
    ...[...others.values()].map(same => ({ ...same[0], color: label, y: foldOf(same.flatMap(point => point.y ?? []), fold === 'mean' ? 'sum' : fold) })),
  ]
}

function totals(marks: readonly Point[]): (number | null)[] {
  const sums = new Map<Point['x'], number>()
  for (const { x, y } of marks) sums.set(x, (sums.get(x) ?? 0) + (y ?? 0))
  return [...marks.map(point => point.y), ...sums.values()]
}

function rowOf(point: Point, of: Points, colors: ColorPlan | null, labels: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const x = typeof point.x === 'number' && of.x.scale === 'time' ? point.x : labels.get(nameOf(point.x)) ?? null
  const when = typeof point.x === 'number' && of.x.scale === 'time'
    ? point.end === null ? timeText(point.x, of.x.type.kind === 'date') : rangeText(point.x, point.end)
    : String(x)
  const color = point.color === null || colors === null ? null : colors.labels.get(point.color) ?? point.color
  return {
    x, ...(point.end === null ? {} : { x2: point.end }), y: point.y, ...(color === null || colors === null ? {} : { color, rank: rankOf(point, colors) }), ...(point.open ? { open: true } : {}),
    label: `${when}${color === null ? '' : `, ${color}`}, ${inSentence(of.y.title)}: ${point.y === null ? 'none' : numberText(point.y)}${point.open ? ' (so far)' : ''}`,
  }
}

function titleFor(of: Points): string {
  const one = of.points.find(point => point.end !== null && typeof point.x === 'number')
  const per = one === undefined ? ` by ${inSentence(of.x.title)}` : ` per ${perText(Number(one.end) - Number(one.x))}`
  return `${of.y.title}${per}${of.color === null ? '' : one === undefined ? ` and ${inSentence(of.color.title)}` : ` by ${inSentence(of.color.title)}`}`
}

