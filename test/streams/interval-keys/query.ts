import { array, col, count, struct } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'t TIMESTAMP, u TIMESTAMP, d DATE, e DATE, m INTERVAL MONTH'>) => frame
  .groupBy(col('t').minus(col('u')).as('gap'), col('d').minus(col('e')).as('days'), 'm', struct('m').as('s'), array('m').as('a'))
  .agg({ n: count() })
