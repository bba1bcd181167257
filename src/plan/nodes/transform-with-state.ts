import { struct, type Schema } from '../../core/data-type'
import { defineError, NotSupported } from '../../core/errors'
import type { Expression } from '../../expr/expression'
import { watermarkDelayMs } from '../metadata'
import { isStreaming, type Node } from '../node'
import { outputField } from '../output-field'
import type { StatefulProcessor, TimeMode } from '../stateful-processor'

declare module '../node' { interface Nodes { 'transform-with-state': TransformWithState } }

export const MissingWatermark = defineError({ code: 'TRANSFORM_WITH_STATE_WATERMARK_MISSING', fault: 'user' })

/** Rows of each key through a processor of the user's own, with state that lives on from batch to batch, and timers. */
export interface TransformWithState {
  readonly kind: 'transform-with-state'
  readonly child: Node
  /** What the processor gives. */
  readonly schema: Schema
  readonly keys: readonly Expression[]
  readonly keySchema: Schema
  readonly processor: StatefulProcessor
  readonly timeMode: TimeMode
}

export function transformWithState(child: Node, keys: readonly Expression[], { processor, schema, timeMode }: Pick<TransformWithState, 'processor' | 'schema' | 'timeMode'>): TransformWithState {
  if (!isStreaming(child)) {
    throw new NotSupported('transformWithState is for streams here, and this frame is a batch', { hint: 'Collect the rows, or group them with agg(…).' })
  }
  const marked = child.schema.fields.some(f => watermarkDelayMs(f) !== undefined)
  if (timeMode === 'EventTime' && !marked) {
    throw new MissingWatermark("timers of event time need a watermark", { hint: 'Write withWatermark(column, delay) before groupBy, and keep its column.' })
  }
  return Object.freeze({
    kind: 'transform-with-state', child, schema, keys: Object.freeze([...keys]), keySchema: struct(keys.map(key => outputField(key, child.schema))), processor, timeMode,
  })
}

export function explainTransformWithState(node: TransformWithState): string {
  return `TransformWithState [${node.keySchema.fields.map(f => f.name).join(', ')}], time mode ${node.timeMode}`
}
