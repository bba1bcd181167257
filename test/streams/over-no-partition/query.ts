import { Window, rowNumber, count } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.orderBy('ts', 'n')
  return frame.select('ts', rowNumber().over(w).as('row'), count().over(w).as('so_far'))
}
