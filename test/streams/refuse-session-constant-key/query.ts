import { count, lit, sessionWindow } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(sessionWindow('ts', '10 minutes'), lit(1).as('one'))
  .agg({ count: count() })
