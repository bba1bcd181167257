import type { OpenWindow } from '../../plan/query'
import { labelText } from '../visible-text'
import type { Drawing, Fold } from './chart'
import { columnValues, measureValues, type ColumnValues } from './column-values'
import { counted, inSentence, numberText, perText, rangeText, timeText } from './words'
import { UTC, type Zone } from './zone'

/** One mark: where it stands, how much it is, whose it is. */
export interface Point {
  readonly x: number | string | null
  /** The end of its window. */
  readonly end: number | null
  readonly color: string | null
  readonly y: number | null
  /** The ends of the band around y. */
  readonly low?: number | null
  readonly high?: number | null
  /** It may still change: its window is open. */
  readonly open: boolean
}

export interface Points {
  readonly points: readonly Point[]
  readonly x: ColumnValues
  readonly y: ColumnValues
  readonly color: ColumnValues | null
  readonly notes: readonly string[]
  /** The points of all panels, where the picture is one of several; else these. */
  readonly whole: readonly Point[]
}

export interface Encodings {
  readonly x: string
  readonly y: string
  readonly color?: string
  readonly low?: string
  readonly high?: string
}

/** The rows as marks, one for each x and color; rows that share a mark are folded. */
export function pointsOf(of: Drawing, encodings: Encodings, fold: Fold): Points {
  const x = columnValues(of.batch, encodings.x)
  const measures = [measureValues(of.batch, encodings.y, 'y'), ...bandOf(of.batch, encodings)]
  const color = encodings.color === undefined ? null : columnValues(of.batch, encodings.color)
  const starts = openStarts(of, x)
  const marks = new Map<string, { point: Point; amounts: number[][] }>()
  for (let row = 0; row < of.batch.numRows; row++) {
    const at = x.values[row]
    const name = color === null ? null : nameOf(color.values[row])
    const key = JSON.stringify([at, name])
    let mark = marks.get(key)
    if (mark === undefined) {
      const open = typeof at === 'number' && starts.has(at)
      marks.set(key, mark = { point: { x: at, end: x.ends?.[row] ?? null, color: name, y: null, open }, amounts: measures.map(() => []) })
    }
    for (const [i, measure] of measures.entries()) {
      const value = measure.values[row]
      if (typeof value === 'number') mark.amounts[i].push(value)
    }
  }
  const points = [...marks.values()].map(({ point, amounts }) => {
    const [y, low, high] = amounts.map(values => foldOf(values, fold))
    return measures.length === 1 ? { ...point, y } : { ...point, y, low, high }
  })
  const whole = of.panel === undefined ? points : pointsOf({ ...of, batch: of.panel.whole, panel: undefined }, encodings, fold).points
  return { points, x, y: measures[0], color, whole, notes: [...emptyNotes(of), ...inexactNotes(measures)] }
}

function bandOf(batch: Drawing['batch'], { low, high }: Encodings): ColumnValues[] {
  return low === undefined || high === undefined ? [] : [measureValues(batch, low, 'the low end of a band'), measureValues(batch, high, 'the high end of a band')]
}

/** Where the windows that may still change start. */
export function openStarts(of: Drawing, x: ColumnValues): ReadonlySet<number> {
  return new Set(x.ends === null ? [] : of.open.map(window => window.start.millis))
}

/** From the earliest to the latest of the points, the ends of their windows counted. */
export function spanOf(points: readonly Pick<Point, 'x' | 'end'>[]): [number, number] {
  let [from, to] = [Infinity, -Infinity]
  for (const { x, end } of points) {
    if (typeof x !== 'number') continue
    from = Math.min(from, x)
    to = Math.max(to, end ?? x)
  }
  return from <= to ? [from, to] : [0, 0]
}

/** A place on x as a sentence begins. */
export function placeText({ x, end }: Pick<Point, 'x' | 'end'>, column: ColumnValues, zone: Zone): string {
  if (x === null) return NO_VALUE
  if (typeof x === 'string') return labelText(x, 40)
  if (column.scale !== 'time') return numberText(x)
  if (end !== null) return rangeText(x, end, zone)
  return column.type.kind === 'date' ? timeText(x, UTC, true) : timeText(x, zone)
}

/** `Logins per hour by user`: what is drawn over windows; `Hits by page and user` over anything else. */
export function titleOver(of: Pick<Points, 'points' | 'x' | 'y' | 'color'>): string {
  const one = of.points.find(point => point.end !== null && typeof point.x === 'number')
  const color = of.color === null ? '' : inSentence(of.color.title)
  if (one === undefined) return `${of.y.title} by ${inSentence(of.x.title)}${color === '' ? '' : ` and ${color}`}`
  return `${of.y.title} per ${perText(Number(one.end) - Number(one.x))}${color === '' ? '' : ` by ${color}`}`
}

/** The distance from one window to the next: their length, or less where they slide; null where there are none. */
export function windowStep(points: readonly Point[]): number | null {
  const one = points.find(point => point.end !== null && typeof point.x === 'number')
  if (one === undefined) return null
  const times = [...new Set(points.flatMap(point => (typeof point.x === 'number' ? point.x : [])))].sort((a, b) => a - b)
  return times.slice(1).reduce((least, time, i) => Math.min(least, time - times[i]), Number(one.end) - Number(one.x))
}

export function emptyNotes({ batch }: Drawing): string[] {
  return batch.numRows === 0 ? ['No rows yet'] : []
}

export const NO_VALUE = '(null)'

export function nameOf(value: number | string | null): string {
  return value === null ? NO_VALUE : String(value)
}

export function foldOf(values: readonly number[], fold: Fold): number | null {
  if (values.length === 0) return null
  switch (fold) {
    case 'sum': return values.reduce((sum, value) => sum + value, 0)
    case 'mean': return values.reduce((sum, value) => sum + value, 0) / values.length
    case 'min': return values.reduce((least, value) => Math.min(least, value))
    case 'max': return values.reduce((most, value) => Math.max(most, value))
  }
}

export function inexactNotes(columns: readonly ColumnValues[]): string[] {
  return columns.filter(column => column.inexact > 0)
    .map(column => `${counted(column.inexact, 'value')} of ${column.title} beyond 2^53 drawn at the nearest number`)
}

/** What a reader should know of windows that are not closed, as one line; none where all are. */
export function openNotes(open: readonly OpenWindow[], drawn: boolean): string[] {
  if (open.length === 0) return []
  const [first] = [...open].sort((a, b) => a.start.millis - b.start.millis)
  const how = drawn ? `${counted(open.length, 'open window')}, drawn lighter` : `${counted(open.length, 'window')} still open`
  return [`${how}: ${open.length === 1 ? 'it closes' : 'the next closes'} once an event at or after ${first.needsEventTime.toString()} is seen`]
}
