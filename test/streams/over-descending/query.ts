import { Window, desc, col, rowNumber, sum } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy(desc('n'), col('b').ascNullsLast())
  return frame.select('user', 'n', 'b', rowNumber().over(w).as('row'), sum('b').over(w).as('sum'))
}
