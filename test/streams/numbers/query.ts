import { ceil, col, floor, pow, round, sqrt, tryAdd, tryDivide, tryMultiply, trySubtract, when } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'n INT, big BIGINT, x DOUBLE'>) => frame
  .select(
    'n', tryAdd('n', 1).as('tryadd'), trySubtract('big', 1).as('trysub'), tryMultiply('big', 2).as('trymul'), tryDivide('x', 'n').as('trydiv'), tryDivide('big', 'n').as('quotient'),
    round('x').as('round'), round('x', 2).as('round2'), round(col('n').cast('BIGINT'), -1).as('tens'), floor('x').as('floor'), ceil('x').as('ceil'),
    sqrt('x').as('sqrt'), pow('n', 2).as('pow'), col('n').cast('FLOAT').plus(col('x').cast('FLOAT')).cast('DOUBLE').as('float'), col('x').cast('FLOAT').plus(col('n')).as('wide'),
    col('x').mod(2).as('mod'), col('x').cast('FLOAT').cast('STRING').as('text'), when(col('n').neq(0), col('big').mod(col('n'))).as('rest'),
  )
