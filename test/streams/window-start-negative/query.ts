import { count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(window('ts', '1 hour', '1 hour', '-15 minutes')).agg({ count: count() })
