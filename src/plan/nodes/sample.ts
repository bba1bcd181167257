import type { Schema } from '../../core/data-type'
import { NotSupported } from '../../core/errors'
import { UnsupportedStreamingOperation } from '../errors'
import { isStreaming, type Node } from '../node'

declare module '../node' { interface Nodes { sample: Sample } }

/** Each row with that probability, by a generator that begins at the seed. */
export interface Sample {
  readonly kind: 'sample'
  readonly child: Node
  readonly schema: Schema
  readonly fraction: number
  readonly seed: bigint
}

export function sample(child: Node, fraction: number, seed: bigint): Sample {
  if (!(fraction >= 0 && fraction <= 1)) throw new NotSupported(`sample takes a part of the rows from 0 to 1, and got ${fraction}`, { hint: 'A tenth of the rows is 0.1.' })
  if (isStreaming(child)) throw new UnsupportedStreamingOperation('a stream cannot be sampled', { hint: 'Keep the rows whose key falls into a part, or sample each batch in foreachBatch.' })
  return Object.freeze({ kind: 'sample', child, schema: child.schema, fraction, seed })
}

export function explainSample({ fraction, seed }: Sample): string {
  return `Sample ${fraction}, seed ${seed}`
}
