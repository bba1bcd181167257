import { typeName } from '../../core/data-type'
import { isIntegral } from '../../expr/common-type'
import { aboveAxis, amountAxis, baseSpec, colorChannel, dayAxis, overMarks, plotHeight, spoken, timeAxis } from './base-spec'
import { edge, numberBins, sturges, timeBins, type Bins } from './bins'
import { InvalidChart, type Chart, type ChartOptions, type Drawing, type Picture } from './chart'
import { columnValues, measureValues, type ColumnValues } from './column-values'
import { planColors, restLabel } from './colors'
import { emptyNotes, inexactNotes, nameOf, openNotes, type Point } from './points'
import { labelOf, rankOf, shareText, stackable, stacked } from './stacks'
import { counted, inSentence, numberText, rangeText, titleOf, withUnit } from './words'
import { UTC, zoneOf, type Zone } from './zone'

export interface HistogramOptions extends ChartOptions {
  /** About how many bins; default Sturges' number for the rows there are. Their width is a round number or time. */
  readonly bins?: number
}

const MOST_BINS = 200

/**
 * How often a number or a time is how large: rows counted in bins of a round width, or with `y` its sum in each. Colours
 * stack, the largest categories in colours of their own and the others in one grey.
 *
 * @param of `unit` is what `x` is counted in
 * @throws INVALID_CHART for a column that is neither number nor time, a zone that is none, and bins that are not 1 to 200
 * @example
 * await display(byUser, histogram({ x: 'logins', bins: 10 }))
 */
export function histogram<const M extends string, const P extends string = never, const N extends string = never>(of: { readonly x: M; readonly y?: N; readonly color?: P } & HistogramOptions): Chart<P, N, M> {
  const { x, y, color, ...options } = of
  const { bins } = options
  if (bins !== undefined && !(Number.isInteger(bins) && bins >= 1 && bins <= MOST_BINS)) throw new InvalidChart(`bins is ${bins}, and a histogram has 1 to ${MOST_BINS}`, { hint: 'Leave it out for a number that fits the rows.' })
  const zone = zoneOf(options.zone)
  return Object.freeze({
    kind: 'histogram', encodings: Object.freeze({ x, y, color }), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(drawing, { x, y, color }, options, zone),
  })
}

interface Encodings { readonly x: string; readonly y?: string; readonly color?: string }

function draw(drawing: Drawing, { x: path, y, color: by }: Encodings, options: HistogramOptions, chosen: Zone): Picture {
  const whole = drawing.panel?.whole ?? drawing.batch
  const x = measured(columnValues(drawing.batch, path))
  const zone = x.type.kind === 'date' ? UTC : chosen
  const weight = y === undefined ? null : measureValues(drawing.batch, y, 'y')
  const color = by === undefined ? null : columnValues(drawing.batch, by)
  const bins = binsOf(columnValues(whole, path), options.bins, zone)
  const points = binned(bins, x, weight, color)
  const all = whole === drawing.batch ? points : binned(bins, columnValues(whole, path), y === undefined ? null : measureValues(whole, y, 'y'), by === undefined ? null : columnValues(whole, by))
  const colors = color === null ? null : planColors(all, drawing.colors, restLabel)
  const marks = stackable(points, colors, 'sum')
  const extents = stacked(marks, null)
  const measure = weight?.title ?? 'Rows'
  const total = marks.reduce((sum, mark) => sum + (mark.y ?? 0), 0)
  const values = marks.map((mark, i) => {
    const group = labelOf(mark, colors)
    const label = `${binText(mark, x, zone, bins.step)}${group === null ? '' : `, ${group}`}: ${numberText(mark.y ?? 0)} ${inSentence(measure)} (${shareText(mark.y ?? 0, total)})`
    return { x: mark.x, x2: mark.end, ...extents[i], ...(group === null || colors === null ? {} : { color: group, rank: rankOf(mark, colors) }), label }
  })
  const missing = x.values.filter(value => typeof value !== 'number').length
  const notes = [
    ...(missing === 0 ? [] : [`${counted(missing, 'row')} without ${inSentence(x.title)} left out`]),
    ...emptyNotes(drawing), ...inexactNotes([x]), ...openNotes(drawing.open, false),
  ]
  const title = options.title ?? (weight === null ? `Distribution of ${inSentence(x.title)}` : `${measure} by ${inSentence(x.title)}`)
  const spec = {
    ...baseSpec({ title, notes, width: options.width, height: plotHeight(options, drawing) }),
    data: { values },
    mark: { type: 'rect', ...(bins.count > 100 ? {} : { xOffset: 0.5, x2Offset: -0.5 }) },
    encoding: {
      ...overMarks({
        x: xOf(x, bins, zone, options.unit),
        y: { field: 'y', type: 'quantitative', scale: { zero: true }, axis: { ...amountAxis(measure, totals(marks)), ...aboveAxis } },
      }, marks.length),
      x2: { field: 'x2' }, y2: { field: 'y2' },
      ...spoken,
      ...(colors === null ? {} : { color: colorChannel(colors, color?.title ?? ''), order: { field: 'rank', type: 'quantitative' } }),
    },
  }
  return { spec, title, notes, marks: marks.length, controls: { zoom: ['x'], ...(colors === null ? {} : { legend: true }) } }
}

function measured(of: ColumnValues): ColumnValues {
  if (of.scale === 'name') throw new InvalidChart(`a histogram needs a number or a time, and '${of.path}' is ${typeName(of.type)}`, { hint: 'Use bar({ x, y }) over a count of names, or cast the column to DOUBLE.' })
  return of
}

function binsOf(of: ColumnValues, asked: number | undefined, zone: Zone): Bins {
  const values = of.values.filter(value => typeof value === 'number')
  const wanted = asked ?? sturges(values.length)
  if (values.length === 0) return { start: 0, step: 1, count: 0, indexOf: () => 0 }
  const least = values.reduce((a, b) => Math.min(a, b))
  const most = values.reduce((a, b) => Math.max(a, b))
  if (of.scale === 'time') return timeBins(least, most, wanted, of.type.kind === 'date', zone)
  return numberBins(least, most, wanted, isIntegral(of.type))
}

/** One point for each bin and colour that has rows, the bins in order. */
function binned(bins: Bins, x: ColumnValues, weight: ColumnValues | null, color: ColumnValues | null): Point[] {
  const sums = new Map<string, { i: number; color: string | null; sum: number }>()
  x.values.forEach((value, row) => {
    const amount = weight === null ? 1 : weight.values[row]
    if (typeof value !== 'number' || typeof amount !== 'number') return
    const [i, name] = [bins.indexOf(value), color === null ? null : nameOf(color.values[row])]
    const key = JSON.stringify([i, name])
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { i, color: name, sum: amount })
    else sum.sum += amount
  })
  const at = (i: number): number => edge(i, bins.step, bins.start)
  return [...sums.values()].sort((a, b) => a.i - b.i || ((a.color ?? '') < (b.color ?? '') ? -1 : 1))
    .map(({ i, color: name, sum }) => ({ x: clean(at(i)), end: clean(at(i + 1)), color: name, y: sum, open: false }))
}

function clean(value: number): number {
  return Number(value.toPrecision(15))
}

function totals(marks: readonly Point[]): number[] {
  const sums = new Map<Point['x'], number>()
  for (const { x, y } of marks) sums.set(x, (sums.get(x) ?? 0) + (y ?? 0))
  return [...sums.values()]
}

/** `10 to 15`; of whole numbers those that are in it, `10–14`. */
function binText({ x, end }: Point, column: ColumnValues, zone: Zone, step: number): string {
  const [from, to] = [Number(x), Number(end)]
  if (column.scale === 'time') return rangeText(from, to, zone)
  const title = inSentence(titleOf(column.path))
  const whole = isIntegral(column.type)
  if (whole) return step === 1 ? `${title} ${numberText(from)}` : `${title} ${numberText(from)}–${numberText(to - 1)}`
  return `${title} ${fraction(from, step)} to ${fraction(to, step)}`
}

/** As many digits as tell a bin from the next. */
function fraction(value: number, step: number): string {
  return step >= 0.001 ? numberText(value) : String(clean(value))
}

function xOf(x: ColumnValues, bins: Bins, zone: Zone, unit: string | undefined): object {
  const span: [number, number] = [bins.start, bins.start + bins.count * bins.step]
  if (x.scale === 'time') {
    return { field: 'x', type: 'temporal', scale: { type: 'utc', nice: false }, axis: x.type.kind === 'date' ? dayAxis(x.title, span) : timeAxis(x.title, span, zone) }
  }
  return { field: 'x', type: 'quantitative', scale: { zero: false, nice: false }, axis: { title: withUnit(x.title, unit), grid: false, format: ',~f', tickCount: 10 } }
}
