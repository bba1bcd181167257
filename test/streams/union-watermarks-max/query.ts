import { col, count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => {
  const left = frame.where(col('user').neq('b')).withWatermark('ts', '10 minutes')
  const right = frame.where(col('user').eq('b')).withWatermark('ts', '30 minutes')
  return left.union(right).groupBy(window('ts', '1 hour'), 'user').agg({ count: count() })
}
