import { count, sum, window, windowTime } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '5 minutes'), 'user').agg({ n: count() })
  .select('user', 'n', windowTime('window').as('at'))
  .groupBy(window('at', '1 hour'), 'user').agg({ windows: count(), n: sum('n') })
