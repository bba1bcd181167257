import { col, count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withColumn('at', col('ts'))
  .withWatermark('at', '10 minutes')
  .groupBy(window('ts', '1 hour')).agg({ count: count() })
