import { count, first, max } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .groupBy('user').pivot('n', [4, 1]).agg({ rows: count(), tags: first('tags', { ignoreNulls: true }), most: max('action') })
