import { visibleText } from '../visible-text'
import { aboveAxis, baseSpec, spoken } from './base-spec'
import type { Chart, ChartOptions, Drawing, Fold, Picture } from './chart'
import { InvalidChart } from './chart'
import { columnValues, measureValues, type ColumnValues } from './column-values'
import { uniqueLabels } from './colors'
import { emptyNotes, foldOf, inexactNotes, nameOf, openNotes } from './points'
import { SEQUENTIAL } from './theme'
import { inSentence, numberText, withUnit } from './words'
import { offsetText, UTC, zoneOf, type Zone } from './zone'

export interface HeatmapOptions extends ChartOptions {
  /** How rows that share a cell become one; default `sum`. */
  readonly fold?: Fold
  /** Most columns and most rows shown; default 60. */
  readonly limit?: number
}

/** Two columns and an amount, or one time, whose hours and weekdays are the two. */
export type HeatmapColumns<P extends string, N extends string> =
  | { readonly x: P; readonly y: P; readonly color: N; readonly time?: undefined }
  | { readonly time: P; readonly color: N; readonly x?: undefined; readonly y?: undefined }

/**
 * A grid of cells coloured by an amount. With `time` its columns are the hours of the day and its rows the weekdays,
 * Monday first, both in UTC or the `zone` asked for; with `x` and `y` any two columns, weekdays by name in their order.
 *
 * @example
 * await display(hourly, heatmap({ time: 'window.start', color: 'logins' }))
 */
export function heatmap<const P extends string, const N extends string>(of: HeatmapColumns<P, N> & HeatmapOptions): Chart<P, N, never> {
  const { x, y, time, color, ...options } = of
  const zone = zoneOf(options.zone)
  return Object.freeze({
    kind: 'heatmap', encodings: Object.freeze({ x, y, time, color }), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(sidesOf(drawing, { x, y, time }, zone), measureValues(drawing.batch, color, 'color'), drawing, options),
  })
}

interface Side {
  readonly title: string
  readonly values: readonly (string | null)[]
  /** Every place on this side, in order. */
  readonly order: readonly string[]
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

interface Sides { readonly x: Side; readonly y: Side; readonly byTime: boolean }

function sidesOf({ batch, panel }: Drawing, of: { x?: string; y?: string; time?: string }, zone: Zone): Sides {
  if (of.time !== undefined) {
    const times = columnValues(batch, of.time)
    if (times.scale !== 'time') throw new InvalidChart(`time needs a TIMESTAMP or a window, and '${of.time}' is neither`, { hint: 'Give x and y for other columns.' })
    const clock = times.type.kind === 'date' ? UTC : zone
    const at = (value: number | string | null): Date | null => (typeof value === 'number' ? new Date(value + clock.offset(value)) : null)
    return {
      x: { title: `Hour of day (${visibleText(clock.name)})`, values: times.values.map(value => at(value)?.toISOString().slice(-13, -11) ?? null), order: HOURS },
      y: { title: 'Weekday', values: times.values.map(value => weekday(at(value))), order: WEEKDAYS },
      byTime: true,
    }
  }
  const side = (path: string): Side => {
    const values = columnValues(batch, path)
    return sideOf(values, panel === undefined ? values : columnValues(panel.whole, path), zone)
  }
  return { x: side(of.x ?? ''), y: side(of.y ?? ''), byTime: false }
}

function weekday(date: Date | null): string | null {
  return date === null ? null : WEEKDAYS[(date.getUTCDay() + 6) % 7]
}

/** The places along a side, those of `all` panels in order. */
function sideOf(of: ColumnValues, all: ColumnValues, zone: Zone): Side {
  const nameIn = (value: number | string | null): string => (of.scale === 'time' && typeof value === 'number' ? timeName(value, of.type.kind === 'date' ? UTC : zone) : nameOf(value))
  const names = [...new Set(all.values.map(nameIn))]
  const days = names.map(name => WEEKDAYS.indexOf(name.slice(0, 3)))
  const isWeek = names.length > 0 && days.every((day, i) => day >= 0 && /^(?:\w{3}|\w+day)$/.test(names[i]))
  if (isWeek) names.sort((a, b) => WEEKDAYS.indexOf(a.slice(0, 3)) - WEEKDAYS.indexOf(b.slice(0, 3)))
  else if (of.scale === 'number') names.sort((a, b) => Number(a) - Number(b))
  else names.sort((a, b) => (a < b ? -1 : 1))
  return { title: of.title, values: of.values.map(nameIn), order: names }
}

function timeName(ms: number, zone: Zone): string {
  const clock = new Date(ms + zone.offset(ms)).toISOString().replace(/(:00)?\.000Z$/, 'Z')
  return zone === UTC ? clock : `${clock.replace('Z', '').replace('T', ' ')} ${offsetText(zone, ms)}`
}

function draw(sides: Sides, measure: ColumnValues, drawing: Drawing, options: HeatmapOptions): Picture {
  const limit = options.limit ?? 60
  const [x, y] = [sides.x.order.slice(0, limit), sides.y.order.slice(0, limit)]
  const cells = new Map<string, { x: string; y: string; amounts: number[] }>()
  measure.values.forEach((amount, row) => {
    const [atX, atY] = [sides.x.values[row], sides.y.values[row]]
    if (atX === null || atY === null || typeof amount !== 'number') return
    const key = JSON.stringify([atX, atY])
    const cell = cells.get(key) ?? { x: atX, y: atY, amounts: [] }
    cells.set(key, cell)
    cell.amounts.push(amount)
  })
  const [columns, rows] = [uniqueLabels(x), uniqueLabels(y)]
  const amount = inSentence(measure.title)
  const values = [...cells.values()].filter(cell => columns.has(cell.x) && rows.has(cell.y)).map(cell => {
    const color = foldOf(cell.amounts, options.fold ?? 'sum')
    return { x: columns.get(cell.x), y: rows.get(cell.y), color, label: `${rows.get(cell.y)}, ${columns.get(cell.x)}${sides.byTime ? ':00' : ''}, ${amount}: ${numberText(color ?? 0)}` }
  })
  const cut = [sides.x, sides.y].filter(side => side.order.length > limit).map(side => `The first ${limit} of ${numberText(side.order.length)} in ${inSentence(side.title)}`)
  const notes = [...emptyNotes(drawing), ...cut, ...inexactNotes([measure]), ...openNotes(drawing.open, false)]
  const title = options.title ?? (sides.byTime ? `${measure.title} by hour and weekday` : `${measure.title} by ${inSentence(sides.x.title)} and ${inSentence(sides.y.title)}`)
  const narrow = [...columns.values()].every(label => label.length <= 3)
  const band = (places: number): object => ({ paddingInner: places > 8 ? 0.06 : 0.02, paddingOuter: 0 })
  const bare = { domain: false, ticks: false, grid: false }
  const spec = {
    ...baseSpec({ title, notes, width: options.width, height: options.height ?? Math.max(80, rows.size * (drawing.panel === undefined ? 30 : 18)) }),
    data: { values },
    mark: { type: 'rect', cornerRadius: 2 },
    encoding: {
      x: { field: 'x', type: 'ordinal', scale: { ...band(columns.size), domain: [...columns.values()] }, axis: { ...bare, title: sides.x.title, labelAngle: narrow || columns.size <= 8 ? 0 : -40 } },
      y: { field: 'y', type: 'ordinal', scale: { ...band(rows.size * 3), domain: [...rows.values()] }, axis: { ...bare, title: sides.byTime ? null : sides.y.title, ...aboveAxis, titleX: -4, titleAlign: 'right' } },
      color: {
        field: 'color', type: 'quantitative', scale: { scheme: SEQUENTIAL, zero: values.every(cell => (cell.color ?? 0) >= 0) },
        legend: { title: withUnit(measure.title, options.unit), format: ',~f', tickCount: 4 },
      },
      ...spoken,
    },
  }
  return { spec, title, notes, marks: values.length }
}
