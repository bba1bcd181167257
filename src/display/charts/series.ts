import { dayAxis, timeAxis } from './base-spec'
import { InvalidChart } from './chart'
import { nameOf, spanOf, type Point, type Points } from './points'
import type { Zone } from './zone'

/** What stands where a window has no row: a gap, zero, or a line across. */
export type Missing = 'gap' | 'zero' | 'connect'

/** The points of each colour, along x. */
export function bySeries(points: readonly Point[]): Map<string, Point[]> {
  const series = new Map<string, Point[]>()
  for (const point of points) {
    const name = nameOf(point.color)
    const same = series.get(name)
    if (same === undefined) series.set(name, [point])
    else same.push(point)
  }
  for (const one of series.values()) one.sort((a, b) => Number(a.x) - Number(b.x))
  return series
}

/** A series with something in the windows that have no row. */
export function filled(points: readonly Point[], width: number | null, missing: Missing): Point[] {
  if (width === null || missing === 'connect') return [...points]
  return points.flatMap((point, i) => {
    const next = points[i + 1]
    const from = Number(point.x) + width
    if (next === undefined || Number(next.x) <= from) return [point]
    // What comes after an open window is open too.
    const empty = (x: number): Point => ({ ...point, x, end: x + width, y: missing === 'zero' ? 0 : null, ...(point.low === undefined ? {} : { low: null, high: null }) })
    if (missing === 'gap') return [point, empty(from)]
    const windows = Math.min(10_000, Math.round((Number(next.x) - from) / width))
    return [point, ...Array.from({ length: windows }, (_, k) => empty(from + k * width))]
  })
}

/** A time or a number along x; names have no order to draw along. */
export function alongX(of: Points, kind: string, zone: Zone): object {
  switch (of.x.scale) {
    case 'name': throw new InvalidChart(`${kind} needs a time or a number on x, and '${of.x.path}' is a name`, { hint: 'Use bar({ x, y }) for names.' })
    case 'number': return { field: 'x', type: 'quantitative', scale: { zero: false, nice: false }, axis: { title: of.x.title, grid: false, format: ',~f' } }
    case 'time': {
      const starts = spanOf(of.whole.map(({ x }) => ({ x, end: null })))
      const axis = of.x.type.kind === 'date' ? dayAxis(of.x.title, starts) : timeAxis(of.x.title, starts, zone)
      return { field: 'x', type: 'temporal', scale: { type: 'utc', nice: false }, axis }
    }
  }
}
