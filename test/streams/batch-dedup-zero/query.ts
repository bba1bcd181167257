import { col } from '../../../src/expr'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'k STRING, x DOUBLE, a ARRAY<DOUBLE>, s STRUCT<y: DOUBLE>'>) => frame.distinct()
  .select('k', col('x').cast('STRING').as('x'), col('a').cast('STRING').as('a'), col('s.y').cast('STRING').as('y'))
