import { count, sessionWindow } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, host STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy('user', sessionWindow('ts', '10 minutes').as('visit'), 'host')
  .agg({ events: count() })
