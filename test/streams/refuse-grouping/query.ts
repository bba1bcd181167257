import { grouping } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ok BOOLEAN, n INT'>) => frame
  .groupBy('ok').agg({ o: grouping('ok') })
