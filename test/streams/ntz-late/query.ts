import { count, max, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n TIMESTAMP_NTZ'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '1 hour'), 'n').agg({ c: count(), last: max('n') })
