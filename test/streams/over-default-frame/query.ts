import { Window, sum, avg, count, min, max } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('n')
  return frame.select('user', 'n', sum('n').over(w).as('sum'), avg('d').over(w).as('avg'), count('d').over(w).as('count'), min('d').over(w).as('min'), max('ts').over(w).as('max'))
}
