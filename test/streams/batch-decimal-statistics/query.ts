import { percentile, median, approxCountDistinct, xxhash64, corr, timestampSeconds, col, countDistinct, variance, sum, avg } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .groupBy('user').agg(percentile('a', 0.5).as('percentile'), median('b').as('median'), approxCountDistinct('a').as('about'), countDistinct('a').as('distinct'), corr('a', 'b').as('corr'), variance('a').as('variance'), sum(xxhash64('a', 'big').mod(1000000)).as('hash'), sum(timestampSeconds('a').cast('DOUBLE')).as('seconds'), avg(col('a').plus(col('b'))).as('avg'))
