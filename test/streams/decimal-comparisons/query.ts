import { col, Decimal } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .select(
    'user', col('a').lt(col('b')).as('lt'), col('a').geq(col('n')).as('geq'), col('a').eq(10.55).as('eq_double'), col('a').gt(2).as('gt'), col('a').eq(new Decimal(105500n, 4)).as('eq_decimal'), col('a').eqNullSafe(null).as('null_safe'),
    col('a').isin(10.55, 1).as('in_doubles'), col('b').isin(2, 1).as('in'), col('a').between(-1, 11).as('between'), col('a').neq(col('l')).as('neq'), col('big').gt(col('a')).as('big'), col('a').lt(col('x')).as('lt_x'), col('a').isNull().as('is_null'),
  )
