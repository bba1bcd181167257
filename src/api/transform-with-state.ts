import { parseDdl } from '../core/ddl'
import { NotSupported } from '../core/errors'
import type { Expression } from '../expr/expression'
import { transformWithState, type InitialState } from '../plan/nodes/transform-with-state'
import type { StatefulProcessor, TimeMode } from '../plan/stateful-processor'
import { windowCall } from '../plan/window-below'
import { derive, type FrameCore } from './frame'

export interface TransformOptions<D extends string> {
  /** What the processor gives, as DDL: `'user STRING, visits BIGINT'`. */
  readonly outputSchema: D
  /** Which clock timers and times to live go by. Default `'None'`. */
  readonly timeMode?: TimeMode
}

/** What `groupBy(…).transformWithState(…)` makes. */
export function transformed(of: FrameCore, keys: readonly Expression[], processor: StatefulProcessor, { outputSchema, timeMode = 'None' }: TransformOptions<string>, initial: InitialState | null): FrameCore {
  if (keys.some(key => windowCall(key) !== undefined)) {
    throw new NotSupported('transformWithState groups by columns, not by windows', { hint: 'Keep windows in state, or use agg(…).' })
  }
  return derive(of, transformWithState(of.plan, keys, { processor, schema: parseDdl(outputSchema), timeMode, initial }))
}
