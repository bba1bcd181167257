import { approxCountDistinct, col, collectList, countDistinct, median, minBy, percentile, percentileApprox, percentiles } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'k STRING, i INT, span INTERVAL DAY TO SECOND, ym INTERVAL YEAR TO MONTH'>) => {
  const days = col('span').cast('INTERVAL DAY')
  return frame.groupBy('k').agg({
    a: median('span'), b: percentile('ym', 0.4), c: percentiles('span', [0.1, 0.9]), d: percentileApprox('ym', 0.5), e: percentileApprox(days, [0, 1]),
    f: median(days), g: collectList(days), h: countDistinct('ym'), i: approxCountDistinct('span'), j: minBy('i', 'ym'),
  })
}
