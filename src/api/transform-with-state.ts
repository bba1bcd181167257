import { parseDdl } from '../core/ddl'
import { NotSupported } from '../core/errors'
import type { Expression } from '../expr/expression'
import { transformWithState, type InitialState } from '../plan/nodes/transform-with-state'
import type { StatefulProcessor, TimeMode } from '../plan/stateful-processor'
import { windowCall } from '../plan/window-below'
import { derive, type FrameCore } from './frame'
import type { Grouped } from './groups'
import type { Batch } from './traits'

export interface TransformOptions<D extends string> {
  /** What the processor gives, as DDL: `'user STRING, visits BIGINT'`. */
  readonly outputSchema: D
  /** Which clock timers and times to live go by. Default `'None'`. */
  readonly timeMode?: TimeMode
}

/** A batch frame, grouped by keys of the same types, whose rows `handleInitialState` gets in the first batch. */
export interface WithInitialState<S, Ks extends readonly unknown[]> {
  readonly initialState?: Grouped<S, Batch, Ks>
}

/** What `groupBy(…).transformWithState(…)` makes. */
export function transformed(of: FrameCore, keys: readonly Expression[], processor: StatefulProcessor, { outputSchema, timeMode = 'None' }: TransformOptions<string>, initial: InitialState | null): FrameCore {
  if (keys.some(key => windowCall(key) !== undefined)) {
    throw new NotSupported('transformWithState groups by columns, not by windows', { hint: 'Keep windows in state, or use agg(…).' })
  }
  return derive(of, transformWithState(of.plan, keys, { processor, schema: parseDdl(outputSchema), timeMode, initial }))
}
