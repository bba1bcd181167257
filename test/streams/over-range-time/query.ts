import { Window, interval, count, sum } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts').rangeBetween(interval('-15 minutes'), Window.currentRow)
  return frame.select('user', 'ts', count().over(w).as('count'), sum('n').over(w).as('sum'))
}
