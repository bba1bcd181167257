import { lag, sum, Window } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'b TINYINT, s SMALLINT, i INT, user STRING'>) => frame
  .select('user', 'b', sum('s').over(Window.partitionBy('user').orderBy('b')).as('so_far'), lag('b').over(Window.partitionBy('user').orderBy('b')).as('before'), sum('s').over(Window.orderBy('b').rangeBetween(-1, 1)).as('near'))
