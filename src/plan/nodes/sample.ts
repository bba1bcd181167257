import type { Schema } from '../../core/data-type'
import { NotSupported } from '../../core/errors'
import { UnsupportedStreamingOperation } from '../errors'
import { isStreaming, type Node } from '../node'

declare module '../node' { interface Nodes { sample: Sample } }

/** Each row with that probability, or where rows are put back that often on average, by a generator that begins at the seed. */
export interface Sample {
  readonly kind: 'sample'
  readonly child: Node
  readonly schema: Schema
  readonly fraction: number
  readonly seed: bigint
  /** Whether a row may be taken again. */
  readonly again: boolean
}

/** Spark draws by another method where rows are taken as often as that, and its numbers would not be ours. */
const MOST = 40

export function sample(child: Node, fraction: number, seed: bigint, again = false): Sample {
  if (again && !(fraction >= 0 && fraction < MOST)) {
    throw new NotSupported(`sample takes each row up to ${MOST} times on average, and got ${fraction}`, { hint: 'Union the frame with itself, and sample that.' })
  }
  if (!again && !(fraction >= 0 && fraction <= 1)) throw new NotSupported(`sample takes a part of the rows from 0 to 1, and got ${fraction}`, { hint: 'A tenth of the rows is 0.1.' })
  if (isStreaming(child)) throw new UnsupportedStreamingOperation('a stream cannot be sampled', { hint: 'Keep the rows whose key falls into a part, or sample each batch in foreachBatch.' })
  return Object.freeze({ kind: 'sample', child, schema: child.schema, fraction, seed, again })
}

export function explainSample({ fraction, seed, again }: Sample): string {
  return `Sample ${fraction}, seed ${seed}${again ? ', with replacement' : ''}`
}
