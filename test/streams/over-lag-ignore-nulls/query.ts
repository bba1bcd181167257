import { Window, lag, lead } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => {
  const w = Window.partitionBy('user').orderBy('ts')
  return frame.select('user', 'ts', lag('n', 1, null, { ignoreNulls: true }).over(w).as('before'), lead('d', 1, null, { ignoreNulls: true }).over(w).as('after'), lag('d', 2, -1, { ignoreNulls: true }).over(w).as('two'))
}
