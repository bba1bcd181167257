import { col, lit, abs, round, floor, ceil } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, big BIGINT, x DOUBLE'>) => frame
  .select(
    'user',
    col('n').plus(lit(1).cast('BIGINT')).as('plus'), col('x').times(2).as('times'), col('big').minus(1).as('minus'), col('n').divide(2).as('divide'),
    col('n').mod(3).as('mod'), col('x').negate().as('negate'), abs('n').as('abs'), round('x', 1).as('round'), floor('x').as('floor'), ceil('x').as('ceil'),
  )
