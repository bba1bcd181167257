import { approxCountDistinct, avg, collectList, count, first, max, maxBy, median, min, percentileApprox, sum } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'b TINYINT, s SMALLINT, i INT, l BIGINT, f FLOAT, x DOUBLE, text STRING, t TIMESTAMP'>) => frame
  .groupBy('b').agg({ n: count('s'), sum: sum('s'), keys: sum('b'), avg: avg('s'), min: min('s'), max: max('b'), first: first('s'), by: maxBy('s', 'i'), near: percentileApprox('s', 0.5), median: median('s'), distinct: approxCountDistinct('s'), list: collectList('s') })
