import { count, sessionWindow } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(sessionWindow('ts', '10 minutes'))
  .agg({ count: count() })
