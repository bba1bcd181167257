import { count, max, min, sum, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, n TIMESTAMP_NTZ, x INT'>) => frame
  .groupBy(window('n', '1 hour', '30 minutes'), 'user').agg({ c: count(), first: min('n'), last: max('n'), x: sum('x') })
