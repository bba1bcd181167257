import { Window, count } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('n', 'd').rangeBetween(Window.currentRow, Window.unboundedFollowing)
  return frame.select('user', 'n', count().over(w).as('count'))
}
