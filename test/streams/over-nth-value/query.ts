import { Window, nthValue } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts')
  return frame.select('user', 'ts', nthValue('n', 2).over(w).as('second'), nthValue('d', 2, { ignoreNulls: true }).over(w).as('known'))
}
