import { observe, type Observed } from '../plan/nodes/observe'
import { namedAggregates } from '../plan/nodes/aggregate'
import type { CheckAggregates, NamedColumns } from './groups'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { Item } from './items'
import type { Refused, RowOf } from '../core/schema-types'
import type { Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The same rows, and on the way figures of those that pass here. On a stream each batch's figures stand in
     * `progress.observedMetrics` under the name; of a batch frame an `Observation` tells them once it has run.
     * Spark: `observe`.
     *
     * @throws DUPLICATED_METRICS_NAME
     * @example
     * frame.observe('quality', { rows: count(), users: countIf(col('user').isNotNull()) })
     */
    observe<const G extends Readonly<Record<string, Item>>>(name: string, metrics: G & CheckAggregates<S, G>): Frame<S, I>
    observe<const G extends Readonly<Record<string, Item>>, M>(
      observation: Observation<M>, metrics: G & CheckAggregates<S, G> & (RowOf<NamedColumns<S, G>> extends M ? unknown : Refused<'the observation was declared with other figures'>),
    ): Frame<S, I>
  }
}

/** The figures of a batch frame, once it has run. */
export interface Observation<M = Readonly<Record<string, unknown>>> {
  /** Unique in a query. */
  readonly name: string
  /**
   * The figures of the frame's first run; resolves when there was one. A metric's value is as in a row: `bigint` for a
   * count.
   *
   * @example
   * const seen = new Observation('rows')
   * frame.observe(seen, { rows: count() }).collect().then(async () => console.log(await seen.get()))
   */
  get(): Promise<M>
}

/** Who hears what each observation was made for. */
const listening = new WeakMap<object, (of: Observed) => void>()

/**
 * Takes the figures of a batch frame that `observe` was told of it; by default it is called `observation`.
 * Spark: `Observation`.
 *
 * @example
 * const seen = new Observation<{ rows: bigint }>('seen')
 * await frame.observe(seen, { rows: count() }).collect()
 * console.log((await seen.get()).rows)
 */
export const Observation: new <M = Readonly<Record<string, unknown>>>(name?: string) => Observation<M> = class<M> implements Observation<M> {
  readonly #first: Promise<Observed>

  constructor(readonly name = 'observation') {
    this.#first = new Promise(resolve => { listening.set(this, resolve) })
  }

  async get(): Promise<M> {
    // What M says was held against the metrics where it was passed to observe.
    return await this.#first as M
  }
}

defineFrameMethods({
  observe(this: FrameCore, to: string | Observation, metrics: Readonly<Record<string, Item>>): FrameCore {
    const expressions = namedAggregates(Object.fromEntries(Object.entries(metrics).map(([name, one]) => [name, one.expr])))
    return derive(this, typeof to === 'string' ? observe(this.plan, to, expressions) : observe(this.plan, to.name, expressions, listening.get(to) ?? null))
  },
})
