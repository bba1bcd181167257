import { count, window, windowTime } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '10 minutes', '5 minutes')).agg({ n: count() })
  .select('n', windowTime('window').as('at'))
