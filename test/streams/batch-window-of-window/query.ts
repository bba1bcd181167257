import { count, sum, window } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => frame
  .groupBy(window('ts', '5 minutes'), 'user').agg({ n: count() })
  .groupBy(window('window', '1 hour')).agg({ users: count(), n: sum('n') })
