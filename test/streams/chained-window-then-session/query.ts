import { count, sessionWindow, sum, window, windowTime } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '5 minutes'), 'user').agg({ n: count() })
  .select('user', 'n', windowTime('window').as('at'))
  .groupBy(sessionWindow('at', '10 minutes'), 'user').agg({ n: sum('n') })
