import { col, count, sessionWindow, when } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(sessionWindow('ts', when(col('user').eq('a'), '5 minutes').otherwise('10 minutes')), 'user')
  .agg({ count: count() })
