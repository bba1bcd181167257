import { avg, col, collectList, corr, count, countIf, first, last, max, maxBy, median, min, minBy, percentile, sessionWindow, skewness, stddev, sum, variance } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, action STRING, n INT, x DOUBLE'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(sessionWindow('ts', '10 minutes'), 'user')
  .agg({
    count: count(), values: count('n'), ins: countIf(col('action').eq('in')), total: sum('n'), mean: avg('n'), xs: sum('x'),
    least: min('n'), most: max('n'), low: min('action'), high: max('action'), newest: max('ts'), smallest: min('x'),
    start: first('action'), end: last('action'), known: last('action', { ignoreNulls: true }), top: maxBy('action', 'n'), bottom: minBy('action', 'n'),
    all: collectList('action'), middle: median('n'), tail: percentile('n', 0.75),
    spread: stddev('n'), variance: variance('x'), together: corr('n', 'x'), lean: skewness('n'),
  })
