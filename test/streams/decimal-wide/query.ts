import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .select(
    'user', col('big').plus(col('big')).as('twice'), col('big').times(col('a')).as('big_a'), col('big').times(col('b')).as('big_b'), col('big').divide(col('b')).as('big_by_b'), col('a').divide(col('big')).as('a_by_big'),
    col('big').mod(col('b')).as('big_mod_b'), col('big').minus(col('l')).as('big_l'), col('big').cast('DECIMAL(38,18)').times(col('b').cast('DECIMAL(38,18)')).as('wide'),
  )
