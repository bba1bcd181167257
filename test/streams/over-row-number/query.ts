import { Window, rowNumber, ntile } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts')
  return frame.select('user', 'ts', rowNumber().over(w).as('row'), ntile(2).over(w).as('half'), ntile(4).over(w).as('quarter'))
}
