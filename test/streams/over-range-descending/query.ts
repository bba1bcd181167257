import { Window, col, sum, count } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy(col('d').desc()).rangeBetween(0, 2)
  return frame.select('user', 'd', sum('b').over(w).as('sum'), count().over(w).as('count'))
}
