import { col, count, sessionWindow, unixTimestamp } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(sessionWindow('ts', '10 minutes'), 'user')
  .agg({ events: count() })
  .where(col('events').gt(1))
  .select('user', 'session_window.start', unixTimestamp('session_window.end').minus(unixTimestamp('session_window.start')).as('seconds'))
