import { col, count } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy('user').agg({ count: count() })
  .union(frame.where(col('user').neq('a')).groupBy(col('user').as('who')).agg({ count: count() }))
