import { count, sum, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'b TINYINT, s SMALLINT, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '1 hour'), 'b').agg({ n: count(), sum: sum('s') })
