import type { OpenWindow } from '../../plan/query'
import type { Drawing, Fold } from './chart'
import { columnValues, measureValues, type ColumnValues } from './column-values'
import { counted } from './words'

/** One mark: where it stands, how much it is, whose it is. */
export interface Point {
  readonly x: number | string | null
  /** The end of its window. */
  readonly end: number | null
  readonly color: string | null
  readonly y: number | null
  /** It may still change: its window is open. */
  readonly open: boolean
}

export interface Points {
  readonly points: readonly Point[]
  readonly x: ColumnValues
  readonly y: ColumnValues
  readonly color: ColumnValues | null
  /** Some marks are several rows folded into one. */
  readonly folded: boolean
  readonly notes: readonly string[]
}

/** The rows as marks, one for each x and color; rows that share a mark are folded. */
export function pointsOf(of: Drawing, encodings: { readonly x: string; readonly y: string; readonly color?: string }, fold: Fold): Points {
  const x = columnValues(of.batch, encodings.x)
  const y = measureValues(of.batch, encodings.y, 'y')
  const color = encodings.color === undefined ? null : columnValues(of.batch, encodings.color)
  const openStarts = new Set(x.ends === null ? [] : of.open.map(window => window.start.millis))
  const marks = new Map<string, { point: Point; ys: number[] }>()
  for (let row = 0; row < of.batch.numRows; row++) {
    const at = x.values[row]
    const name = color === null ? null : nameOf(color.values[row])
    const key = JSON.stringify([at, name])
    let mark = marks.get(key)
    if (mark === undefined) {
      const open = typeof at === 'number' && openStarts.has(at)
      marks.set(key, mark = { point: { x: at, end: x.ends?.[row] ?? null, color: name, y: null, open }, ys: [] })
    }
    const value = y.values[row]
    if (typeof value === 'number') mark.ys.push(value)
  }
  const points = [...marks.values()].map(({ point, ys }) => ({ ...point, y: foldOf(ys, fold) }))
  return { points, x, y, color, folded: points.length < of.batch.numRows, notes: [...emptyNotes(of), ...inexactNotes([y])] }
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
