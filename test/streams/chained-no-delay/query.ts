import { count, sum, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '0 seconds')
  .groupBy(window('ts', '5 minutes'), 'user').agg({ n: count() })
  .groupBy(window('window', '1 hour')).agg({ users: count(), n: sum('n') })
