import { struct, typeName, type DataType, type Schema } from '../../core/data-type'
import { defineError, NotSupported } from '../../core/errors'
import type { Expression } from '../../expr/expression'
import { watermarkDelayMs } from '../metadata'
import { isStreaming, type Node } from '../node'
import { outputField } from '../output-field'
import type { StatefulProcessor, TimeMode } from '../stateful-processor'

declare module '../node' { interface Nodes { 'transform-with-state': TransformWithState } }

export const MissingWatermark = defineError({ code: 'TRANSFORM_WITH_STATE_WATERMARK_MISSING', fault: 'user' })

export const StreamingInitialState = defineError({ code: 'INITIAL_STATE_STREAMING', fault: 'user' })
export const InitialStateKeys = defineError({ code: 'INITIAL_STATE_KEYS', fault: 'user' })

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
  /** What is known before the first batch; a batch frame, read when that batch runs. */
  readonly initial: InitialState | null
}

export interface InitialState {
  readonly node: Node
  readonly keys: readonly Expression[]
}

export function transformWithState(child: Node, keys: readonly Expression[], { processor, schema, timeMode, initial }: Pick<TransformWithState, 'processor' | 'schema' | 'timeMode' | 'initial'>): TransformWithState {
  if (!isStreaming(child)) {
    throw new NotSupported('transformWithState is for streams here, and this frame is a batch', { hint: 'Collect the rows, or group them with agg(…).' })
  }
  const marked = child.schema.fields.some(f => watermarkDelayMs(f) !== undefined)
  if (timeMode === 'EventTime' && !marked) {
    throw new MissingWatermark("timers of event time need a watermark", { hint: 'Write withWatermark(column, delay) before groupBy, and keep its column.' })
  }
  const keySchema = struct(keys.map(key => outputField(key, child.schema)))
  if (initial !== null) checkInitialState(initial, keySchema)
  return Object.freeze({ kind: 'transform-with-state', child, schema, keys: Object.freeze([...keys]), keySchema, processor, timeMode, initial })
}

function checkInitialState({ node, keys }: InitialState, keySchema: Schema): void {
  if (isStreaming(node)) throw new StreamingInitialState('the initial state is a stream', { hint: 'Give a batch frame, grouped: it is read once, in the first batch.' })
  const typesOf = (of: readonly DataType[]): string => of.map(typeName).join(', ')
  const [given, wanted] = [keys.map(key => outputField(key, node.schema).type), keySchema.fields.map(f => f.type)].map(typesOf)
  if (given !== wanted) {
    throw new InitialStateKeys(`the initial state is grouped by ${given}, and the rows by ${wanted}`, { hint: 'Group both by columns of the same types, in the same order; names may differ.' })
  }
}

export function explainTransformWithState(node: TransformWithState): string {
  return `TransformWithState [${node.keySchema.fields.map(f => f.name).join(', ')}], time mode ${node.timeMode}${node.initial === null ? '' : ', with initial state'}`
}
