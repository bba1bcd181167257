import { count, first, length } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .cube('user', length('action').as('letters')).agg(count().as('rows'), first('n'))
