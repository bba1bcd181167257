import { col, count } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy('user', col('ts').cast('DATE').as('day'))
  .agg({ count: count() })
  .where(col('user').neq('b').and(col('count').gt(1)))
