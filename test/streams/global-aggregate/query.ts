import { count, max } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy()
  .agg({ n: count(), last: max('user') })
