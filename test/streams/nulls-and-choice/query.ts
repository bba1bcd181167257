import { coalesce, col, greatest, ifNull, least, lit, nullif } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'s STRING, n INT, big BIGINT, x DOUBLE'>) => frame
  .select(
    's', coalesce('n', 'big', 0).as('coalesce'), ifNull('s', lit('?')).as('ifnull'), nullif('s', lit('')).as('nullif'), nullif('n', 0).as('nozero'),
    col('x').isNaN().as('isnan'), greatest('n', 'big', 'x').as('greatest'), least('n', 'big').as('least'), greatest('s', lit('b')).as('later'),
    col('n').isin(1, null).as('listed'), col('s').eqNullSafe(null).as('none'), col('x').gt(col('n')).as('more'), col('big').geq(9007199254740993n).as('exact'),
    col('s').gt('a').as('after'),
  )
