import { aboveAxis, amountAxis, baseSpec, colorChannel, overMarks, plotHeight, shareAxis, spoken } from './base-spec'
import type { Chart, ChartOptions, Drawing, Fold, Picture } from './chart'
import { planColors, restLabel, type ColorPlan } from './colors'
import { openNotes, placeText, pointsOf, titleOver, windowStep, type Encodings, type Point, type Points } from './points'
import { alongX, filled, type Missing } from './series'
import { labelOf, rankOf, shareText, stackable, stacked, sums, type Stack } from './stacks'
import { OPEN_OPACITY } from './theme'
import { inSentence, numberText, withUnit } from './words'
import { zoneOf, type Zone } from './zone'

export interface AreaOptions extends ChartOptions {
  /** How rows that share a place become one; default `sum`. */
  readonly fold?: Fold
  /** Amounts on top of each other (default), or as shares of their sum. */
  readonly stack?: Exclude<Stack, 'grouped'>
  /** What stands where a window has no row at all: as for `line`. A colour that only others have rows beside is zero. */
  readonly missing?: Missing
}

/**
 * What an amount is made of, over a time or a number: areas on top of each other, the largest categories in colours of
 * their own and the others in one grey.
 *
 * Over a window column (`window` or `window.start`) the windows that are still open are lighter. To compare categories
 * with each other rather than with the whole, use `line`.
 *
 * @throws INVALID_CHART for names on x, and for a zone that is none
 * @example
 * await display(hourly, area({ x: 'window.start', y: 'logins', color: 'user' }))
 */
export function area<const P extends string, const N extends string>(of: { readonly x: P; readonly y: N; readonly color?: P } & AreaOptions): Chart<P, N, never> {
  const { x, y, color, ...options } = of
  const zone = zoneOf(options.zone)
  return Object.freeze({
    kind: 'area', encodings: Object.freeze({ x, y, color }), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(drawing, { x, y, color }, options, zone),
  })
}

function draw(drawing: Drawing, encodings: Encodings, options: AreaOptions, zone: Zone): Picture {
  const fold = options.fold ?? 'sum'
  const of = pointsOf(drawing, encodings, fold)
  const x = alongX(of, 'an area', zone)
  const colors = of.color === null ? null : planColors(of.whole, drawing.colors, restLabel)
  const rows = stackable(of.points.filter(point => point.x !== null && point.y !== null), colors, fold)
  const missing = options.missing ?? (of.y.type.kind === 'bigint' && fold === 'sum' ? 'zero' : 'gap')
  const marks = filledUp(rows, windowStep(of.whole), missing)
  const wholes = options.stack === 'normalized' ? sums(marks) : null
  const extents = stacked(marks, wholes)
  const places: Place[] = marks.map((point, i) => ({ point, row: { ...rowOf(point, colors), ...extents[i] } }))
  const drawn = rows.some(point => point.open)
  const notes = [...of.notes, ...openNotes(drawing.open, drawn)]
  const title = options.title ?? titleOver(of)
  const axis = wholes === null ? amountAxis(withUnit(of.y.title, options.unit), [...marks.map(point => point.y), ...sums(marks).values()]) : shareAxis(inSentence(of.y.title))
  const y = { field: 'y', type: 'quantitative', scale: { zero: true }, axis: { ...axis, ...aboveAxis } }
  const spec = {
    ...baseSpec({ title, notes, width: options.width, height: plotHeight(options, drawing) }),
    encoding: { ...overMarks({ x, y }, rows.length), ...(colors === null ? {} : { color: colorChannel(colors, of.color?.title ?? '') }) },
    layer: [...areas(places), ...lone(places), ...pointers(places, rows, of, colors, wholes, zone)],
  }
  return { spec, title, notes, marks: rows.length, controls: { zoom: ['x'], ...(colors === null ? {} : { legend: true }) } }
}

interface Place { readonly point: Point; readonly row: Readonly<Record<string, unknown>> }

/** Every colour at every place where any has a row, and what stands where none has one: a stack has no holes. */
function filledUp(rows: readonly Point[], width: number | null, missing: Missing): Point[] {
  const names = [...new Set(rows.map(row => row.color))]
  const byPlace = new Map<Point['x'], Map<Point['color'], Point>>()
  for (const row of rows) byPlace.set(row.x, (byPlace.get(row.x) ?? new Map<Point['color'], Point>()).set(row.color, row))
  const along = [...byPlace.values()].map(at => ({ ...[...at.values()][0], y: 0 })).sort((a, b) => Number(a.x) - Number(b.x))
  const places = filled(along, width, missing)
  return names.flatMap(color => places.map(place => byPlace.get(place.x)?.get(color) ?? { ...place, color }))
}

/** The closed areas, and the lighter ones from the last closed place on. */
function areas(places: readonly Place[]): object[] {
  const closed = places.filter(({ point }) => !point.open)
  const open = places.filter(({ point }, i) => point.open || (places[i + 1]?.point.open === true && places[i + 1].point.color === point.color))
  const layer = (of: readonly Place[], opacity: number): object => ({
    data: { values: of.map(({ row }) => row) },
    mark: { type: 'area', interpolate: 'monotone', opacity, aria: false }, encoding: { y2: { field: 'y2' } },
  })
  return [layer(closed, 0.85), ...(open.some(({ point }) => point.open) ? [layer(open, OPEN_OPACITY)] : [])]
}

/** A place without a neighbour has no area: it is a bar. */
function lone(places: readonly Place[]): object[] {
  const alone = places.filter(({ point }, i) => point.y !== null && !joins(point, places[i - 1]?.point) && !joins(point, places[i + 1]?.point))
  return alone.length === 0 ? [] : [{ data: { values: alone.map(({ row }) => row) }, mark: { type: 'rule', strokeWidth: 4, aria: false }, encoding: { y2: { field: 'y2' } } }]
}

function joins(point: Point, next: Point | undefined): boolean {
  return next !== undefined && next.color === point.color && next.y !== null
}

/** A mark for pointer and reader at the top of each row's area. */
function pointers(places: readonly Place[], rows: readonly Point[], of: Points, colors: ColorPlan | null, wholes: ReadonlyMap<Point['x'], number> | null, zone: Zone): object[] {
  const real = new Set(rows)
  const values = places.filter(({ point }) => real.has(point)).map(({ point, row }) => {
    const color = labelOf(point, colors)
    const share = wholes === null ? '' : ` (${shareText(point.y ?? 0, wholes.get(point.x) ?? 0)})`
    return { ...row, label: `${placeText(point, of.x, zone)}${color === null ? '' : `, ${color}`}, ${inSentence(of.y.title)}: ${numberText(point.y ?? 0)}${share}${point.open ? ' (so far)' : ''}` }
  })
  return [{ data: { values }, mark: { type: 'circle', size: 80, opacity: 0 }, encoding: spoken }]
}

function rowOf(point: Point, colors: ColorPlan | null): Readonly<Record<string, unknown>> {
  const color = labelOf(point, colors)
  return { x: point.x, ...(color === null || colors === null ? {} : { color, rank: rankOf(point, colors) }) }
}
