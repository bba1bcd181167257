import { count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, n TIMESTAMP_NTZ, x INT'>) => frame
  .groupBy(window('n', '1 hour')).agg({ c: count() })
