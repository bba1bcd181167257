import { count, sessionWindow } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(sessionWindow('ts', '0 seconds'), 'user')
  .agg({ count: count() })
