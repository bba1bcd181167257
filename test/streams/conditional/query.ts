import { col, lit, when } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, big BIGINT, x DOUBLE'>) => frame
  .select(
    'user', when(col('n').gt(1), 'many').when(col('n').eq(1), 'one').otherwise('none').as('how'),
    when(col('n').neq(0), lit(10).divide(col('n'))).as('guarded'), col('user').isin('a', 'c').as('known'), col('n').between(1, 3).as('few'),
    col('n').isNotNull().as('has'),
  )
