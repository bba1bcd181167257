import { Window, length, col, lag, rank, rowNumber } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy(length('user')).orderBy(col('n').plus(1), 'b')
  return frame.select('user', 'n', col('n').minus(lag('n').over(w)).as('step'), rank().over(Window.partitionBy('user').orderBy('b')).plus(rowNumber().over(w)).as('both'))
}
