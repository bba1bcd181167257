import { countDistinct } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .groupBy('user').agg(countDistinct('n'))
