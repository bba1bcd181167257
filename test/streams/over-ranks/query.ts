import { Window, rank, denseRank, percentRank, cumeDist } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('n')
  return frame.select('user', 'n', rank().over(w).as('rank'), denseRank().over(w).as('dense'), percentRank().over(w).as('percent'), cumeDist().over(w).as('cume'))
}
