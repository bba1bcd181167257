import { col, count, minute, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, m INT'>) => frame
  .withWatermark('ts', '10 minutes').where(minute('ts').geq(col('n'))).groupBy(window('ts', '1 hour'), 'user').agg({ c: count() })
