import { categoryText, labelText } from '../visible-text'
import type { Point } from './points'
import { COLORS, OTHER_COLOR } from './theme'
import { counted } from './words'

/** The categories that get a colour of their own, by how much they amount to. */
export interface ColorPlan {
  readonly names: readonly string[]
  readonly rest: readonly string[]
  /** Label and colour of each name, in the order of the legend. */
  readonly labels: ReadonlyMap<string, string>
  readonly domain: readonly string[]
  readonly range: readonly string[]
}

/** Gives the largest categories a colour each, the one they had in the frame before where they had one. */
export function planColors(points: readonly Point[], taken: Map<string, number>, otherLabel: (rest: number) => string): ColorPlan {
  const totals = new Map<string, number>()
  for (const { color, y } of points) if (color !== null) totals.set(color, (totals.get(color) ?? 0) + Math.abs(y ?? 0))
  const ranked = [...totals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name)
  const largest = ranked.slice(0, COLORS.length)
  const rest = ranked.slice(COLORS.length)
  assign(largest, taken)
  const names = [...largest].sort((a, b) => (taken.get(a) ?? 0) - (taken.get(b) ?? 0))
  const labels = uniqueLabels(names)
  const domain = names.map(name => labels.get(name) ?? name)
  const range = names.map(name => COLORS[taken.get(name) ?? 0])
  return rest.length === 0 ? { names, rest, labels, domain, range } : { names, rest, labels, domain: [...domain, otherLabel(rest.length)], range: [...range, OTHER_COLOR] }
}

function assign(names: readonly string[], taken: Map<string, number>): void {
  for (const name of taken.keys()) if (!names.includes(name)) taken.delete(name)
  for (const name of names) {
    if (taken.has(name)) continue
    const used = new Set(taken.values())
    taken.set(name, COLORS.findIndex((_, i) => !used.has(i)))
  }
}

/** The legend's entry for all that have no colour of their own. */
export function restLabel(rest: number): string {
  return counted(rest, 'other')
}

/** A short label for each name, different names never the same. */
export function uniqueLabels(names: readonly string[]): Map<string, string> {
  const used = new Set<string>()
  return new Map(names.map(name => {
    let label = categoryText(labelText(name, 40))
    for (let i = 2; used.has(label); i++) label = `${labelText(name, 36)} ${i}`
    used.add(label)
    return [name, label]
  }))
}
