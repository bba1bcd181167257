import { col, count, sessionWindow } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, gap STRING'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(sessionWindow('ts', col('gap')), 'user')
  .agg({ count: count() })
