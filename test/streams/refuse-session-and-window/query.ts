import { count, sessionWindow, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(sessionWindow('ts', '10 minutes'), window('ts', '1 hour'), 'user')
  .agg({ events: count() })
