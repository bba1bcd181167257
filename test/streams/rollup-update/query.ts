import { count, max, sum } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .rollup('user', 'action').agg(count().as('rows'), max('action').as('last'), sum('n'))
