import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, tags ARRAY<BOOLEAN>, a INT, b INT, x DOUBLE'>) => frame
  .where(col('user').neq('x').and(col('tags').getItem(0)).and(col('a').divide(col('b')).gt(col('x'))))
