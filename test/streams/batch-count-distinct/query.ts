import { countDistinct } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .groupBy('user')
  .agg(countDistinct('n'), countDistinct('action', 'n'), countDistinct('tags').as('tags'))
