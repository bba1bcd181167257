import { count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '1 month')
  .groupBy(window('ts', '1 hour')).agg({ count: count() })
