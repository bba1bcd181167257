import { typeName } from '../../core/data-type'
import { aboveAxis, amountAxis, baseSpec, colorChannel, dayAxis, openOpacity, overMarks, plotHeight, shareAxis, spoken, timeAxis } from './base-spec'
import { InvalidChart, type Chart, type ChartOptions, type Drawing, type Fold, type Picture } from './chart'
import { planColors, restLabel, uniqueLabels, type ColorPlan } from './colors'
import { nameOf, openNotes, placeText, pointsOf, spanOf, titleOver, windowStep, type Encodings, type Point, type Points } from './points'
import { labelOf, rankOf, shareText, stackable, stacked, sums, type Stack } from './stacks'
import { inSentence, numberText, withUnit } from './words'
import { zoneOf, type Zone } from './zone'

export interface BarOptions extends ChartOptions {
  /** Order of named bars: by amount, largest first (default), or by name. */
  readonly sort?: 'amount' | 'name'
  /** Most named bars shown; default 20. The chart says how many there are. */
  readonly limit?: number
  /** How rows that share a bar become one; default `sum`. */
  readonly fold?: Fold
  /** Where `color` divides bars: on top of each other (default), side by side, or as shares of each bar's whole. */
  readonly stack?: Stack
}

/**
 * Bars of an amount over a time, a number or a name.
 *
 * A window column (`window` or `window.start`) gives bars as wide as the window (or, where windows slide, as the way to
 * the next), lighter while it is open; names give bars sorted by amount, lying down where they are long. Colours stack,
 * the largest categories in colours of their own and the others in one grey; `stack` has them side by side (`grouped`)
 * or as shares (`normalized`) instead.
 *
 * @throws INVALID_CHART for a zone that is none, and for a `stack` that has nothing to divide
 * @example
 * await display(hourly, bar({ x: 'window.start', y: 'logins', color: 'user' }))
 */
export function bar<const P extends string, const N extends string>(of: { readonly x: P; readonly y: N; readonly color?: P } & BarOptions): Chart<P, N, never> {
  const { x, y, color, ...options } = of
  const { stack = 'stacked' } = options
  if (stack !== 'stacked' && color === undefined) throw new InvalidChart(`${stack} bars need a color to divide them by`, { hint: `Give color: 'column', or leave stack out.` })
  const zone = zoneOf(options.zone)
  return Object.freeze({
    kind: 'bar', encodings: Object.freeze({ x, y, color }), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(drawing, { x, y, color }, { ...options, stack, fold: options.fold ?? 'sum' }, zone),
  })
}

type Asked = BarOptions & { readonly stack: Stack; readonly fold: Fold }

function draw(drawing: Drawing, encodings: Encodings, options: Asked, zone: Zone): Picture {
  const of = pointsOf(drawing, encodings, options.fold)
  const timed = of.x.scale === 'time'
  const bars = timed ? null : largest(of, options)
  const inOrder = (points: readonly Point[]): readonly Point[] => (bars === null ? points : bars.names.flatMap(name => bars.byName(points).get(name) ?? []))
  const colors = of.color === null ? null : planColors(inOrder(of.whole), drawing.colors, restLabel)
  const marks = stackable(inOrder(of.points), colors, options.fold)
  const drawn = marks.some(point => point.open)
  const notes = [
    ...(bars !== null && bars.names.length < bars.total ? [`The ${bars.names.length} largest of ${numberText(bars.total)}`] : []),
    ...of.notes, ...openNotes(drawing.open, drawn),
  ]
  const title = options.title ?? titleOver(of)
  const all: Drawn = { of, marks, colors, options, height: plotHeight(options, drawing) }
  const layout = bars === null ? timeBars(all, zone) : namedBars(all, bars.names, drawing.panel !== undefined)
  const wholes = options.stack === 'normalized' ? sums(marks) : null
  const spec = {
    ...baseSpec({ title, notes, width: options.width, height: layout.height }),
    data: { values: marks.map((point, i) => ({ ...rowOf(point, all, layout.labels, wholes, zone), ...layout.extents?.[i] })) },
    mark: layout.mark,
    encoding: {
      ...overMarks(layout.encoding, marks.filter(point => point.y !== null && (!timed || point.x !== null)).length), ...spoken,
      ...(drawn ? { opacity: openOpacity } : {}),
      ...(colors === null ? {} : { color: colorChannel(colors, of.color?.title ?? ''), order: { field: 'rank', type: 'quantitative' } }),
    },
  }
  return { spec, title, notes, marks: marks.length, controls: { ...(timed ? { zoom: ['x'] } : {}), ...(colors === null ? {} : { legend: true }) } }
}

interface Drawn {
  readonly of: Points
  readonly marks: readonly Point[]
  readonly colors: ColorPlan | null
  readonly options: Asked
  readonly height: number
}

interface Layout {
  readonly height: number
  readonly mark: Readonly<Record<string, unknown>>
  readonly encoding: Readonly<Record<string, unknown>>
  readonly labels: ReadonlyMap<string, string>
  /** Where each mark begins and ends, where Vega-Lite cannot stack them itself. */
  readonly extents?: readonly object[]
}

function timeBars({ of, marks, colors, options, height }: Drawn, zone: Zone): Layout {
  const step = windowStep(of.whole)
  const span = spanOf(of.whole)
  const time = of.x.type.kind === 'date' ? dayAxis(of.x.title, span) : timeAxis(of.x.title, span, zone)
  const x = { field: 'x', type: 'temporal', scale: { type: 'utc', nice: false }, axis: time }
  const y = { field: 'y', type: 'quantitative', axis: { ...amounts(of, marks, options), ...aboveAxis } }
  const common = { height, labels: new Map<string, string>() }
  if (of.x.ends === null) {
    if (options.stack === 'grouped') throw new InvalidChart(`grouped bars need windows or names on x, and '${of.x.path}' is ${typeName(of.x.type)}`, { hint: "Group by window('…', '1 hour'), or leave stack out." })
    return { ...common, mark: { type: 'bar', width: Math.max(2, Math.min(24, 480 / marks.length)) }, encoding: { x, y: { ...y, stack: options.stack === 'normalized' ? 'normalize' : 'zero' } } }
  }
  const groups = options.stack === 'grouped' ? colors : null
  // Vega-Lite takes a bar with two ends in x for a lying one: as a rectangle, stacked here, it stands.
  const heights = groups === null ? stacked(marks, options.stack === 'normalized' ? sums(marks) : null) : marks.map(({ y }) => ({ y, y2: y === null ? null : 0 }))
  const extents = marks.map((mark, i) => ({ ...widthOf(mark, step, groups), ...heights[i] }))
  // Side by side, the first does not begin where its window does.
  const wide = groups === null || span[0] === span[1] ? x : { ...x, scale: { ...x.scale, domainMin: span[0], domainMax: span[1] } }
  return { ...common, extents, mark: { type: 'rect', ...gapBetween(step, span[1] - span[0], groups) }, encoding: { x: wide, x2: { field: 'x2' }, y: { ...y, scale: { zero: true } }, y2: { field: 'y2' } } }
}

/** From where to where in time: the whole window, or its part of it. Sliding windows overlap: each is as wide as the way to the next. */
function widthOf(mark: Point, step: number | null, groups: ColorPlan | null): object {
  const x2 = mark.end === null || step === null ? mark.end : Math.min(mark.end, Number(mark.x) + step)
  if (groups === null || x2 === null) return { x2 }
  const [from, width] = [Number(mark.x), (x2 - Number(mark.x)) * 0.9 / groups.domain.length]
  const start = from + (x2 - from) * 0.05 + rankOf(mark, groups) * width
  return { x: Math.round(start), x2: Math.round(start + width) }
}

/** A gap of a pixel where the bars are wide enough to spare it. */
function gapBetween(step: number | null, span: number, groups: ColorPlan | null): object {
  return step === null || step / span * 600 / (groups?.domain.length ?? 1) < 5 ? {} : { xOffset: 0.5, x2Offset: -0.5 }
}

function namedBars({ of, marks, colors, options, height }: Drawn, names: readonly string[], panel: boolean): Layout {
  const labels = uniqueLabels(names)
  const order = names.map(name => labels.get(name) ?? name)
  const groups = options.stack === 'grouped' && colors !== null ? colors : null
  const lying = of.x.scale === 'name' && (names.length > 10 || order.some(label => label.length > 9) || (panel && names.length > 4))
  const end = colors === null || groups !== null ? { cornerRadiusEnd: 2 } : {}
  // A `sort` by a list would become an expression with the names in it; a domain stays data.
  const name = { field: 'x', type: 'nominal', sort: null, scale: { domain: order, paddingInner: 0.25, paddingOuter: 0.15 } }
  const beside = groups === null ? null : { field: 'color', type: 'nominal', sort: null, scale: { domain: groups.domain } }
  const amount = { field: 'y', type: 'quantitative', stack: groups !== null ? null : options.stack === 'normalized' ? 'normalize' : 'zero' }
  const axis = amounts(of, marks, options)
  const nameAxis = { title: of.x.title, ticks: false, labelAngle: 0, domain: true, grid: false }
  return lying
    ? {
      height: options.height ?? Math.max(60, names.length * (groups === null ? 24 : 10 + 10 * groups.domain.length)), labels, mark: { type: 'bar', ...end },
      encoding: {
        y: { ...name, axis: { ...nameAxis, ...aboveAxis, titleX: -4, titleAlign: 'right' } },
        x: { ...amount, axis: { ...axis, grid: true, domain: false, ticks: false } },
        ...(beside === null ? {} : { yOffset: beside }),
      },
    }
    : {
      height, labels, mark: { type: 'bar', ...end },
      encoding: { x: { ...name, axis: nameAxis }, y: { ...amount, axis: { ...axis, ...aboveAxis } }, ...(beside === null ? {} : { xOffset: beside }) },
    }
}

function amounts(of: Points, marks: readonly Point[], { stack, unit }: Asked): object {
  if (stack === 'normalized') return shareAxis(inSentence(of.y.title))
  return amountAxis(withUnit(of.y.title, unit), [...marks.map(point => point.y), ...(stack === 'grouped' ? [] : sums(marks).values())])
}

interface Bars {
  /** Those that are shown, in the order they are shown in. */
  readonly names: readonly string[]
  readonly total: number
  byName(points: readonly Point[]): ReadonlyMap<string, readonly Point[]>
}

function largest(of: Points, options: BarOptions): Bars {
  const byName = (points: readonly Point[]): Map<string, Point[]> => {
    const bars = new Map<string, Point[]>()
    for (const point of points) {
      const same = bars.get(nameOf(point.x))
      if (same === undefined) bars.set(nameOf(point.x), [point])
      else same.push(point)
    }
    return bars
  }
  const amounts = [...byName(of.whole)].map(([name, points]) => ({ name, amount: points.reduce((sum, point) => sum + (point.y ?? 0), 0) }))
  const byText = (a: { name: string }, b: { name: string }): number =>
    of.x.scale === 'number' ? Number(a.name) - Number(b.name) : a.name < b.name ? -1 : 1
  const byAmount = (a: { name: string; amount: number }, b: { name: string; amount: number }): number => b.amount - a.amount || byText(a, b)
  const kept = amounts.sort(byAmount).slice(0, options.limit ?? (of.x.scale === 'number' ? 60 : 20))
  kept.sort((options.sort ?? (of.x.scale === 'number' ? 'name' : 'amount')) === 'name' ? byText : byAmount)
  return { names: kept.map(one => one.name), total: amounts.length, byName }
}

function rowOf(point: Point, { of, colors }: Drawn, labels: ReadonlyMap<string, string>, wholes: ReadonlyMap<Point['x'], number> | null, zone: Zone): Readonly<Record<string, unknown>> {
  const timed = of.x.scale === 'time' && typeof point.x === 'number'
  const x = timed ? point.x : labels.get(nameOf(point.x)) ?? null
  const when = timed ? placeText(point, of.x, zone) : String(x)
  const color = labelOf(point, colors)
  const share = wholes === null || point.y === null ? '' : ` (${shareText(point.y, wholes.get(point.x) ?? 0)})`
  return {
    x, ...(point.end === null ? {} : { x2: point.end }), y: point.y, ...(color === null || colors === null ? {} : { color, rank: rankOf(point, colors) }), ...(point.open ? { open: true } : {}),
    label: `${when}${color === null ? '' : `, ${color}`}, ${inSentence(of.y.title)}: ${point.y === null ? 'none' : numberText(point.y)}${share}${point.open ? ' (so far)' : ''}`,
  }
}
