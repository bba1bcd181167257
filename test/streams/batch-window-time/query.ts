import { col, count, window, windowTime } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(window('ts', '5 minutes')).agg({ n: count() })
  .select('n', windowTime('window'), windowTime(col('window')).as('at'))
