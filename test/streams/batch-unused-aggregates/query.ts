import { count, max, sum } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n BIGINT'>) => frame
  .groupBy('user').agg({ n: sum('n'), most: max('n') })
  .groupBy('most').agg({ users: count() })
