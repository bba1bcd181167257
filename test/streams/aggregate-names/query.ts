import { col, count, sum, avg, max, countIf } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, big BIGINT, x DOUBLE'>) => frame
  .groupBy('user')
  .agg(count(), sum('n'), avg('x'), max('ts'), countIf(col('user').eq('a')))
