import { col, count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(window('ts', '1 hour')).agg({ count: count() })
  .select(col('window.end').as('end'), 'count')
  .withWatermark('end', '10 minutes')
