import { Window, lag, lead } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts')
  return frame.select('user', 'ts', lag('n').over(w).as('before'), lag('n', 2).over(w).as('two'), lead('n').over(w).as('after'), lag('n', 1, 0).over(w).as('or_zero'), lead('d', 1, -1.5).over(w).as('or'))
}
