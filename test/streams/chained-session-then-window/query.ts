import { count, sessionWindow, sum, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(sessionWindow('ts', '5 minutes'), 'user').agg({ n: count() })
  .groupBy(window('session_window', '1 hour')).agg({ visits: count(), n: sum('n') })
