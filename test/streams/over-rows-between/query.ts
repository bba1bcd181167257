import { Window, sum, avg, collectList, firstValue, lastValue } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts').rowsBetween(-1, 1)
  return frame.select('user', 'ts', sum('n').over(w).as('sum'), avg('b').over(w).as('avg'), collectList('n').over(w).as('list'), firstValue('n').over(w).as('first'), lastValue('n', { ignoreNulls: true }).over(w).as('last'))
}
