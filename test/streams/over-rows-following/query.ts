import { Window, sum, count, maxBy } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts').rowsBetween(Window.currentRow, Window.unboundedFollowing)
  return frame.select('user', 'ts', sum('n').over(w).as('sum'), count().over(w).as('left'), maxBy('n', 'd').over(w).as('by'))
}
