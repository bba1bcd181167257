import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, big BIGINT, x DOUBLE'>) => frame
  .select(
    col('n').cast('STRING').as('n'), col('big').cast('STRING').as('big'), col('x').cast('STRING').as('x'), col('ts').cast('STRING').as('ts'),
    col('ts').cast('DATE').cast('STRING').as('d'), col('n').isNull().cast('STRING').as('b'), col('ts').cast('BIGINT').as('secs'), col('ts').cast('DOUBLE').as('fsecs'),
  )
