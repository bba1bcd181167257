import { count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(window('ts', '10 minutes', '0 minutes')).agg({ count: count() })
