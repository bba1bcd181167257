import { median, percentile, percentiles } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .groupBy('user').agg(percentile('n', 0.5), percentiles('n', [0.25, 1]), median('n'))
