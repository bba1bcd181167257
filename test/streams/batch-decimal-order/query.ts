import { col, rowNumber, sum, lag, Window } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .select('user', 'a', rowNumber().over(Window.orderBy('a')).as('place'), sum('a').over(Window.partitionBy('user').orderBy('ts')).as('running'), lag('a').over(Window.orderBy('ts')).as('before'), sum('b').over(Window.orderBy('a').rangeBetween(-3, 3)).as('near'))
  .orderBy(col('a').desc())
