import { count } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark(String('user'), '10 minutes')
  .groupBy('user').agg({ count: count() })
