import { boolAnd, boolOr, col, collectList, collectSet, size } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .groupBy('user')
  .agg(collectList('action'), collectList('tags'), collectSet('n').as('kinds'), boolAnd(col('n').gt(2)), boolOr(col('n').gt(2)))
  .withColumn('kinds', size('kinds'))
