import { col, currentTimestamp, lit } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .where(currentTimestamp().lt(lit('2001-01-01').cast('TIMESTAMP')).and(col('user').neq('a')))
