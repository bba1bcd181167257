import { count, grouping, groupingId } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ok BOOLEAN, n INT'>) => frame
  .cube('user', 'ok').agg({ u: grouping('user'), o: grouping('ok'), id: groupingId(), rows: count() })
