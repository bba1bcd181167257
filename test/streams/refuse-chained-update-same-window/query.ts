import { count, max, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '5 minutes'), 'user').agg({ n: count() })
  .groupBy('window').agg({ users: count(), most: max('n') })
