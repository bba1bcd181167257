import { col, lit } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, big BIGINT, x DOUBLE'>) => frame
  .select(col('n').plus(lit(1)).as('n'))
