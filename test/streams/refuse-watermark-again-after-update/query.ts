import { count } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy('user', 'ts')
  .agg({ n: count() })
  .withWatermark('ts', '1 minute')
