import { abs, ceil, coalesce, col, floor, greatest, least, lit, round, sqrt, tryAdd, tryDivide, tryMultiply, trySubtract, when, array } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'b TINYINT, s SMALLINT, i INT, l BIGINT, f FLOAT, x DOUBLE, text STRING, t TIMESTAMP'>) => frame
  .select(
    'b', 's', col('b').minus(col('b')).as('same'), col('b').plus(col('s').mod(100)).as('wide'), col('b').plus(col('i')).as('int'), col('s').plus(col('l')).as('long'), col('b').times(col('f')).as('single'),
    col('s').minus(col('x')).as('double'), col('b').divide(lit(2).cast('TINYINT')).as('half'), col('b').mod(lit(7).cast('TINYINT')).as('left'), col('s').mod(lit(-1).cast('SMALLINT')).as('none'),
    tryAdd('b', 'b').as('sum'), trySubtract('b', lit(100).cast('TINYINT')).as('less'), tryMultiply('s', 's').as('square'), tryDivide('s', 'b').as('by'), tryAdd('b', 1).as('int_sum'),
    when(col('b').gt(-128), col('b')).otherwise(lit(0).cast('TINYINT')).negate().as('negative'), abs(when(col('s').gt(-32768), col('s'))).as('size'),
    round('s', 1).as('round'), floor('b').as('floor'), ceil('s').as('ceil'), sqrt(abs(col('b').cast('INT'))).as('root'),
    greatest('b', 's').as('greatest'), least('b', 's', 'i').as('least'), coalesce('b', 's').as('some'), coalesce('s', lit(0)).as('zero'), array('b', 's').as('list'),
  )
