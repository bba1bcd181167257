import { count, sum, window, windowTime } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '5 minutes'), 'user').agg({ n: count() })
  .select('user', 'n', windowTime('window').as('at'))
  .dropDuplicates('at', 'n')
  .groupBy(window('at', '1 hour')).agg({ n: sum('n') })
