import { Window, countDistinct } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.select(countDistinct('n').over(Window.partitionBy('user')).as('r') as never)
