import { col, count, sessionWindow } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, gap STRING'>) => frame
  .groupBy(sessionWindow('ts', col('gap')), 'user')
  .agg({ count: count() })
