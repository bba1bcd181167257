import { col, window, count, sum, avg, min, max, countIf } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, big BIGINT, x DOUBLE'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '1 hour'), 'user')
  .agg({
    count_n: count('n'), sum_n: sum('n'), sum_big: sum('big'), sum_x: sum('x'), avg_n: avg('n'), avg_big: avg('big'), avg_x: avg('x'),
    min_x: min('x'), max_n: max('n'), min_big: min('big'), max_user: max('user'), min_ts: min('ts'), over_one: countIf(col('n').gt(1)),
  })
