import { aboveAxis, amountAxis, baseSpec, colorChannel, dayAxis, openOpacity, overMarks, plotHeight, spoken, timeAxis } from './base-spec'
import { InvalidChart, type Chart, type ChartOptions, type Drawing, type Picture } from './chart'
import { columnValues, measureValues, type ColumnValues } from './column-values'
import { planColors, restLabel, uniqueLabels, type ColorPlan } from './colors'
import { emptyNotes, inexactNotes, nameOf, openNotes, openStarts, placeText, spanOf } from './points'
import { POINT_OPACITY, SEQUENTIAL } from './theme'
import { counted, inSentence, numberText, titleOf, withUnit } from './words'
import { zoneOf, type Zone } from './zone'

export interface PointOptions extends ChartOptions {
  /** Most points shown, evenly picked from all rows; default 5000. */
  readonly limit?: number
}

/**
 * A point for each row: how two amounts go together, or one over time. A third can be its `size`; a name its `color` (the
 * most frequent in colours of their own, the others in one grey), or a DOUBLE, from little to much.
 *
 * @throws INVALID_CHART for a zone that is none and a limit below 1
 * @example
 * await display(frame, point({ x: 'timestamp', y: 'n', color: 'user' }))
 */
export function point<const P extends string, const N extends string>(of: { readonly x: P; readonly y: N; readonly size?: N; readonly color?: P } & PointOptions): Chart<P, N, never> {
  const { x, y, size, color, ...options } = of
  if (options.limit !== undefined && !(options.limit >= 1)) throw new InvalidChart(`limit is ${options.limit}, and a chart shows at least one point`, { hint: 'Give a limit of 1 or more, or leave it out for 5000.' })
  const zone = zoneOf(options.zone)
  return Object.freeze({
    kind: 'point', encodings: Object.freeze({ x, y, size, color }), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(drawing, { x, y, size, color }, options, zone),
  })
}

interface Encodings { readonly x: string; readonly y: string; readonly size?: string; readonly color?: string }

interface Columns {
  readonly x: ColumnValues
  readonly y: ColumnValues
  readonly size: ColumnValues | null
  readonly color: ColumnValues | null
}

function draw(drawing: Drawing, encodings: Encodings, options: PointOptions, zone: Zone): Picture {
  const of = columnsOf(drawing.batch, encodings)
  const all = drawing.panel === undefined ? of : columnsOf(drawing.panel.whole, encodings)
  const ramp = of.color !== null && (of.color.type.kind === 'double' || of.color.type.kind === 'float')
  const colors = of.color === null || ramp ? null : planOf(all, drawing)
  const placed = rowsOf(of)
  const limit = Math.floor(options.limit ?? 5000)
  const shown = placed.length <= limit ? placed : Array.from({ length: limit }, (_, i) => placed[Math.floor(i * placed.length / limit)])
  const starts = openStarts(drawing, of.x)
  const names = of.x.scale === 'name' ? uniqueLabels([...new Set(all.x.values.map(nameOf))].sort()) : null
  const values = shown.map(row => rowOf(of, row, { colors, ramp, names, zone, open: starts.has(Number(of.x.values[row])) }))
  const drawn = values.some(value => 'open' in value)
  const notes = [
    ...(shown.length < placed.length ? [`${numberText(shown.length)} of ${counted(placed.length, 'point')}, evenly picked`] : []),
    ...(placed.length < drawing.batch.numRows ? [`${counted(drawing.batch.numRows - placed.length, 'row')} without ${inSentence(of.x.title)} or ${inSentence(of.y.title)} left out`] : []),
    ...emptyNotes(drawing), ...inexactNotes([of.x, of.y]), ...openNotes(drawing.open, drawn),
  ]
  const title = options.title ?? `${of.y.title} by ${inSentence(of.x.title)}`
  const spec = {
    ...baseSpec({ title, notes, width: options.width, height: plotHeight(options, drawing) }),
    data: { values },
    mark: { type: 'circle', size: 45, opacity: POINT_OPACITY },
    encoding: {
      ...overMarks({
        x: xOf(all, names, zone),
        y: { field: 'y', type: 'quantitative', scale: { zero: alike(numbers(all.y)), nice: true }, axis: { ...amountAxis(withUnit(of.y.title, options.unit), numbers(all.y)), ...aboveAxis } },
      }, values.length),
      ...spoken,
      ...(of.size === null ? {} : { size: sizeOf(of.size.title, numbers((all.size ?? of.size))) }),
      ...(drawn ? { opacity: { ...openOpacity, value: POINT_OPACITY } } : {}),
      ...(colors === null ? {} : { color: colorChannel(colors, of.color?.title ?? '') }),
      ...(ramp ? { color: { field: 'color', type: 'quantitative', scale: { scheme: SEQUENTIAL }, legend: values.some(value => typeof value.color === 'number') ? { title: of.color?.title, format: ',~f', tickCount: 4 } : null } } : {}),
    },
  }
  return { spec, title, notes, marks: values.length, controls: { zoom: of.x.scale === 'name' ? ['y'] : ['x', 'y'], ...(colors === null ? {} : { legend: true }) } }
}

function columnsOf(batch: Drawing['batch'], { x, y, size, color }: Encodings): Columns {
  return {
    x: columnValues(batch, x), y: measureValues(batch, y, 'y'),
    size: size === undefined ? null : measureValues(batch, size, 'size'), color: color === undefined ? null : columnValues(batch, color),
  }
}

/** The rows that have a place. */
function rowsOf({ x, y }: Columns): number[] {
  return [...y.values.keys()].filter(row => typeof y.values[row] === 'number' && (x.scale === 'name' || x.values[row] !== null))
}

/** The most frequent have colours. */
function planOf(of: Columns, drawing: Drawing): ColorPlan {
  const points = rowsOf(of).map(row => ({ x: null, end: null, color: nameOf(of.color?.values[row] ?? null), y: 1, open: false }))
  return planColors(points, drawing.colors, restLabel)
}

function numbers(of: ColumnValues): (number | null)[] {
  return of.values.map(value => (typeof value === 'number' ? value : null))
}

// An axis needs two ends.
function alike(values: readonly (number | null)[]): boolean {
  return new Set(values.filter(value => value !== null)).size < 2
}

function xOf({ x }: Columns, names: ReadonlyMap<string, string> | null, zone: Zone): object {
  if (names !== null) return { field: 'x', type: 'nominal', sort: null, scale: { domain: [...names.values()] }, axis: { title: x.title, ticks: false, grid: false, labelAngle: names.size > 8 ? -40 : 0 } }
  if (x.scale === 'number') return { field: 'x', type: 'quantitative', scale: { zero: alike(numbers(x)), nice: true }, axis: { title: x.title, grid: true, format: ',~f' } }
  const span = spanOf(x.values.map(value => ({ x: value, end: null })))
  return { field: 'x', type: 'temporal', scale: { type: 'utc', nice: false }, axis: x.type.kind === 'date' ? dayAxis(x.title, span) : timeAxis(x.title, span, zone) }
}

/** By its area: nothing is nothing, and what is below that too. */
function sizeOf(title: string, values: readonly (number | null)[]): object {
  const most = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  return { field: 'size', type: 'quantitative', scale: { domain: [0, most === 0 ? 1 : most], range: [9, 320], clamp: true }, legend: { title, format: ',~f', tickCount: 3, symbolFillColor: '#8e99a6', symbolStrokeWidth: 0 } }
}

interface How {
  readonly colors: ColorPlan | null
  readonly ramp: boolean
  readonly names: ReadonlyMap<string, string> | null
  readonly zone: Zone
  readonly open: boolean
}

function rowOf({ x, y, size, color }: Columns, row: number, { colors, ramp, names, zone, open }: How): Readonly<Record<string, unknown>> {
  const at = x.values[row]
  const name = names?.get(nameOf(at)) ?? null
  const amount = Number(y.values[row])
  const shade = color?.values[row] ?? null
  const own = color === null || ramp ? null : colors?.labels.get(nameOf(shade)) ?? null
  const group = color === null || ramp ? null : own ?? colors?.domain.at(-1) ?? null
  const where = x.scale === 'number' ? `${inSentence(x.title)}: ${numberText(Number(at))}` : name ?? placeText({ x: at, end: x.ends?.[row] ?? null }, x, zone)
  const more = [
    ...(size === null ? [] : [`${inSentence(size.title)}: ${typeof size.values[row] === 'number' ? numberText(size.values[row]) : 'none'}`]),
    ...(ramp && color !== null ? [`${inSentence(titleOf(color.path))}: ${typeof shade === 'number' ? numberText(shade) : 'none'}`] : []),
  ]
  return {
    x: name ?? at, y: amount,
    ...(size === null ? {} : { size: size.values[row] }), ...(ramp ? { color: shade } : group === null ? {} : { color: group }), ...(open ? { open: true } : {}),
    label: [...(group === null ? [] : [group]), where, `${inSentence(y.title)}: ${numberText(amount)}`, ...more].join(', ') + (open ? ' (so far)' : ''),
  }
}
