import type { QueryProgress } from '../plan/query'

/**
 * How many rows a server has taken out: a metric that it observes where `parseLog` and its like stand in the plan, under a
 * name that no frame's own observation has.
 */
export const QUARANTINED = 'quarantined'

const PREFIX = 'tidemark.quarantined.'

export function quarantineName(place: number): string {
  return `${PREFIX}${place}`
}

type Metrics = QueryProgress['observedMetrics']

/** The rows a batch took out, and what else was observed of it. */
export function withoutQuarantined(of: Metrics = {}): { readonly quarantined: number; readonly observedMetrics?: Metrics } {
  const entries = Object.entries(of)
  const counts = entries.filter(([name]) => name.startsWith(PREFIX))
  const others = entries.filter(([name]) => !name.startsWith(PREFIX))
  return {
    quarantined: counts.reduce((sum, [, metrics]) => sum + Number(metrics[QUARANTINED]), 0),
    ...(others.length === 0 ? {} : { observedMetrics: Object.fromEntries(others) }),
  }
}
