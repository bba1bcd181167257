import { col, count, sessionWindow } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(sessionWindow('ts', '10 minutes'), 'user').agg({ events: count() })
  .where(col('session_window.start').gt('2024-01-01T10:10:00Z'))
