import { Window, sum, max, col, stddev } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user')
  return frame.select('user', 'n', sum('b').over(w).as('sum'), max('ts').over(w).as('last'), col('n').divide(sum('n').over(w)).as('share'), stddev('n').over(w).as('sd'))
}
