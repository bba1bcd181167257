import { explainPlan } from '../plan/explain'
import { listenerBus } from '../plan/listeners'
import { optimize } from '../plan/optimize'
import type { Engine } from '../plan/query'
import { collect } from './collect'
import type { EngineEffects } from './effects'
import { queryManager } from './query-manager'
import { startQuery } from './start-query'

/** The engine of this process answers at once. */
export interface EmbeddedEngine extends Engine {
  explain(plan: Parameters<Engine['explain']>[0]): string
}

/**
 * The engine that runs plans in this process.
 *
 * @example
 * const engine = createEngine({ clock: systemClock, files: diskFiles, random: systemRandom, catalog, env: process.env })
 */
export function createEngine(effects: EngineEffects): EmbeddedEngine {
  const listeners = listenerBus(message => effects.warn?.(message))
  const streams = queryManager(listeners, effects.clock)
  return {
    name: 'embedded',
    streams,
    collect: async plan => collect(plan, effects),
    start: async spec => {
      const query = await startQuery(spec, { effects, listeners, claim: streams.claim })
      streams.track(query)
      return query
    },
    explain: plan => explainPlan(optimize(plan)),
  }
}
