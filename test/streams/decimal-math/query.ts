import { col, lit, abs, round, floor, ceil, greatest, least, coalesce, when, sqrt, pow, array, struct } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .select(
    'user', abs('a').as('abs'), round('a').as('round'), round('a', 1).as('round_1'), round('a', -1).as('round_tens'), round('a', 5).as('round_5'), round('big', -2).as('round_hundreds'),
    floor('a').as('floor'), ceil('a').as('ceil'), floor('big').as('floor_big'), ceil('b').as('ceil_b'), floor(round('a')).as('floor_whole'), sqrt(abs('a')).as('sqrt'), pow('b', 2).as('pow'),
    greatest('a', 'b').as('greatest'), least('a', 'n').as('least'), greatest('a', lit(5)).as('greatest_5'), coalesce('a', 'b').as('coalesce'), coalesce('a', lit(0)).as('or_0'), coalesce('a', 'x').as('or_x'), coalesce('a', 'l').as('or_l'),
    when(col('a').gt(3), col('a')).otherwise(0).as('when'), array('a', 'b').as('array'), struct('a', 'big').as('struct'),
  )
