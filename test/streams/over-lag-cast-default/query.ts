import { Window, col, lag, lead, lit } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts')
  return frame.select(
    'user', 'ts', lag('b', 1, lit('-963.86').cast('DECIMAL(5,2)')).over(w).as('b'), lag('n', 1, 1.7).over(w).as('n'), lead('d', 1, 1).over(w).as('d'), lag('user', 1, 5 as never).over(w).as('s'),
    lag('n', 2, col('d')).over(w).as('nd'), lead('n', 1, '7' as never).over(w).as('text'),
  )
}
