import { col, coalesce } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<string>) => frame
  .where(col('a').isNotNull())
  .select(
    'user', col('a').plus('1.5').as('plus'), col('a').times(col('a').cast('STRING')).as('times'), col('a').eq('10.55').as('eq'), col('a').gt('2').as('gt'), col('a').isin('1.01', '2.5').as('in'), coalesce('a', 'user').isNotNull().as('coalesce'), col('a').between('1', '11').as('between'),
  )
