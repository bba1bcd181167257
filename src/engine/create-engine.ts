import { explainPlan } from '../plan/explain'
import { optimize } from '../plan/optimize'
import type { Engine } from '../plan/query'
import { collect } from './collect'
import type { EngineEffects } from './effects'
import { listenerBus } from './listeners'
import { queryManager, type StreamingQueryManager } from './query-manager'
import { startQuery } from './start-query'

export interface EmbeddedEngine extends Engine {
  readonly streams: StreamingQueryManager
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
