import { count, grouping } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ok BOOLEAN, n INT'>) => frame
  .rollup('user', 'ok').agg({ u: grouping('user'), o: grouping('ok'), rows: count() })
