import { Window, col, count } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy(col('ts').cast('BIGINT')).rangeBetween(-900, -1)
  return frame.select('user', 'ts', count().over(w).as('count'))
}
