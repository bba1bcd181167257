import { col, count, sum, struct } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .groupBy(col('a').cast('DECIMAL(10,0)').as('k'), struct('b').as('s')).agg(count().as('n'), sum('a').as('total'))
