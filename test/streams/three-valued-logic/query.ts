import { col, coalesce } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'a BOOLEAN, b BOOLEAN'>) => frame
  .select(
    'a', 'b',
    col('a').and(col('b')).as('and'), col('a').or(col('b')).as('or'), col('a').not().as('not'), col('a').eq(col('b')).as('eq'),
    col('a').eqNullSafe(col('b')).as('same'), col('a').isNull().as('isnull'), coalesce(col('a'), col('b')).as('first'),
  )
