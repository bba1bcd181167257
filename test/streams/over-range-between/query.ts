import { Window, sum, count } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('n').rangeBetween(-1, 1)
  return frame.select('user', 'n', sum('b').over(w).as('sum'), count().over(w).as('count'))
}
