import { col, count } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, big BIGINT, x DOUBLE'>) => frame
  .groupBy(col('n').isNull().as('missing'), col('ts').cast('DATE').as('day'))
  .agg({ count: count() })
