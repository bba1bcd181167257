import type { Fold } from './chart'
import type { ColorPlan } from './colors'
import { foldOf, nameOf, type Point } from './points'

/** How marks of several colours share a place: on top of each other, side by side, or as shares of their sum. */
export type Stack = 'stacked' | 'grouped' | 'normalized'

/** A mark's place in the order of the legend. */
export function rankOf(point: Point, colors: ColorPlan): number {
  const rank = colors.names.indexOf(nameOf(point.color))
  return rank < 0 ? colors.names.length : rank
}

/** The legend's word for a mark's colour. */
export function labelOf(point: Point, colors: ColorPlan | null): string | null {
  return point.color === null || colors === null ? null : colors.labels.get(point.color) ?? point.color
}

/** In the order of the legend, what has no colour of its own as one: what comes first lies at the bottom of a stack. */
export function stackable(points: readonly Point[], colors: ColorPlan | null, fold: Fold): Point[] {
  if (colors === null) return [...points]
  return foldRest(points, colors, fold).sort((a, b) => rankOf(a, colors) - rankOf(b, colors))
}

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

/** How much the marks of each place amount to, signs left out. */
export function sums(marks: readonly Point[]): ReadonlyMap<Point['x'], number> {
  const of = new Map<Point['x'], number>()
  for (const { x, y } of marks) of.set(x, (of.get(x) ?? 0) + Math.abs(y ?? 0))
  return of
}

/** Where each mark of a stack ends and begins; what is below zero hangs. Given `wholes`, as shares of them. */
export function stacked(marks: readonly Point[], wholes: ReadonlyMap<Point['x'], number> | null): { y: number | null; y2: number | null }[] {
  const tops = new Map<string, number>()
  return marks.map(({ x, y }) => {
    if (y === null) return { y, y2: null }
    const pile = `${x} ${y < 0}`
    const from = tops.get(pile) ?? 0
    tops.set(pile, from + y)
    if (wholes === null) return { y: from + y, y2: from }
    const whole = wholes.get(x) ?? 0
    return whole === 0 ? { y: 0, y2: 0 } : { y: (from + y) / whole, y2: from / whole }
  })
}

const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 })

export function shareText(part: number, whole: number): string {
  return percent.format(whole === 0 ? 0 : part / whole)
}
