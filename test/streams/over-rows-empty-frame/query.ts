import { Window, sum, count, firstValue } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts').rowsBetween(-3, -2)
  return frame.select('user', 'ts', sum('n').over(w).as('sum'), count('n').over(w).as('count'), firstValue('b').over(w).as('first'))
}
