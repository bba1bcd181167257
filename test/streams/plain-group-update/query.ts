import { count, min, max } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy('user')
  .agg({ n: count(), first: min('ts'), last: max('ts') })
