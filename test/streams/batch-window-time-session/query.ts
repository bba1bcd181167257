import { count, sessionWindow, windowTime } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(sessionWindow('ts', '5 minutes'), 'user').agg({ n: count() })
  .select('user', windowTime('session_window'))
