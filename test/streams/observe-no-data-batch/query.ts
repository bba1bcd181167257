import { count, max, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .observe('in', { rows: count(), last: max('user') })
  .groupBy(window('ts', '1 hour'), 'user').agg({ count: count() })
  .observe('out', { groups: count(), most: max('count') })
