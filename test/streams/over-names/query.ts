import { Window, rowNumber, sum, lag, avg, max, min } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts')
  return frame.select(rowNumber().over(w) as never, sum('n').over(Window.partitionBy('user')) as never, lag('n').over(w) as never, avg('n').over(w.rowsBetween(-1, 2)) as never, max('n').over(Window.orderBy('b').rangeBetween(-1, Window.unboundedFollowing)) as never, min('n').over(w) as never)
}
