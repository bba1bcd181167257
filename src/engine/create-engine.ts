import { explainPlan } from '../plan/explain'
import { optimize } from '../plan/optimize'
import type { Engine, StreamingQueryListener } from '../plan/query'
import { claims } from './claims'
import { collect } from './collect'
import type { EngineEffects } from './effects'
import { listenerBus } from './listeners'
import { startQuery } from './start-query'

export interface EmbeddedEngine extends Engine {
  addListener(listener: StreamingQueryListener): void
  removeListener(listener: StreamingQueryListener): void
}

/**
 * The engine that runs plans in this process.
 *
 * @example
 * const engine = createEngine({ clock: systemClock, files: diskFiles, random: systemRandom, catalog, env: process.env })
 */
export function createEngine(effects: EngineEffects): EmbeddedEngine {
  const listeners = listenerBus(message => effects.warn?.(message))
  const { claim } = claims()
  return {
    name: 'embedded',
    addListener: listeners.add,
    removeListener: listeners.remove,
    collect: async plan => collect(plan, effects),
    start: async spec => startQuery(spec, { effects, listeners, claim }),
    explain: plan => explainPlan(optimize(plan)),
  }
}
