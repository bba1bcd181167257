import { grouping, sum } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ok BOOLEAN, n INT'>) => frame
  .rollup('user', 'ok').agg(sum('n'), grouping('ok'))
