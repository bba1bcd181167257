import { count, sessionWindow } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(sessionWindow('ts', '-5 minutes'), 'user')
  .agg({ count: count() })
