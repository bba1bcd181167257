import { col, window, count } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .select(col('user').as('who'), 'ts')
  .where(col('who').neq('b').and(col('ts').gt(new Date('2024-01-01T10:10:00Z'))))
  .groupBy(window('ts', '1 hour'), 'who')
  .agg({ count: count() })
