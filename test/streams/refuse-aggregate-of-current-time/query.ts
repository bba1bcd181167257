import { col, countIf, currentTimestamp } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy('user')
  .agg({ past: countIf(currentTimestamp().gt(col('ts'))) })
