import { col, lit, Decimal } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .select(
    'user',
    col('a').plus(col('b')).as('a_b'), col('a').minus(col('b')).as('a_minus_b'), col('a').times(col('b')).as('ab'), col('a').divide(col('b')).as('a_by_b'), col('a').mod(col('b')).as('a_mod_b'),
    col('a').plus(col('n')).as('a_n'), col('n').times(col('a')).as('na'), col('n').divide(col('a')).as('n_by_a'), col('a').plus(col('l')).as('a_l'), col('a').divide(col('l')).as('a_by_l'), col('a').mod(col('n')).as('a_mod_n'),
    col('a').plus(2).as('two_more'), col('a').times(lit(3)).as('thrice'), col('a').divide(100).as('percent'), lit(1).minus(col('a')).as('one_less'), col('a').times(3000000000n).as('billions'),
    col('a').plus(new Decimal(105n, 2)).as('literal'), col('b').times(new Decimal(1n, 3)).as('thousandth'),
    col('a').plus(col('x')).as('a_x'), col('x').cast('FLOAT').times(col('a')).as('fa'),
    col('a').negate().as('minus_a'), col('a').plus(lit(null)).as('none'),
  )
