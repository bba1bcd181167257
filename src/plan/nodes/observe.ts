import type { Expression } from '../../expr/expression'
import { defineError } from '../../core/errors'
import { aggregateColumn, type AggregateColumn } from './aggregate'
import type { Schema } from '../../core/data-type'
import { walkPlan, type Node } from '../node'

declare module '../node' { interface Nodes { observe: Observe } }

/** Spark's own class for two observations of one name. */
export const DuplicateObservation = defineError({ code: 'DUPLICATED_METRICS_NAME', fault: 'user' })

/** What was observed: a value for each metric, by its name. */
export type Observed = Readonly<Record<string, unknown>>

/** Passes rows on as they are, and folds them on the way: for each batch of a stream, for each run of a batch frame. */
export interface Observe {
  readonly kind: 'observe'
  readonly child: Node
  readonly schema: Schema
  readonly name: string
  readonly metrics: readonly AggregateColumn[]
  /** Hears of each run of a batch frame. */
  readonly heard: ((of: Observed) => void) | null
}

export function observe(child: Node, name: string, metrics: readonly Expression[], heard: Observe['heard'] = null): Observe {
  if ([...walkPlan(child)].some(node => node.kind === 'observe' && node.name === name)) {
    throw new DuplicateObservation(`there is an observation '${name}' already`, { hint: 'Give this one a name of its own.' })
  }
  return Object.freeze({
    kind: 'observe', child, schema: child.schema, name, heard, metrics: Object.freeze(metrics.map(one => aggregateColumn(one, child.schema))),
  })
}

export function explainObserve(node: Observe): string {
  return `CollectMetrics ${node.name}: [${node.metrics.map(one => one.name).join(', ')}]`
}
