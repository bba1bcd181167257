import { col, count, percentileApprox, window, windowTime } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n TIMESTAMP_NTZ, x INT'>) => frame
  .groupBy(window('n', '1 hour')).agg({ c: count(), median: percentileApprox('n', 0.5) })
  .select('window', windowTime('window'), 'c', 'median')
  .orderBy(col('c').desc())
