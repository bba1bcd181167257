import { col, count, max } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, m INT'>) => frame.groupBy('user', 'n').agg({ c: count(), most: max('m') }).where(col('n').leq(col('most')))
