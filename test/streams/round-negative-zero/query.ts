import { col, lit, round } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'x DOUBLE'>) => frame.select(
  round('x', 0).cast('STRING').as('whole'), round('x', 1).cast('STRING').as('tenths'), round(col('x').cast('FLOAT'), 0).cast('STRING').as('float'), round(lit(0).times(col('x')), 0).cast('STRING').as('product'),
)
