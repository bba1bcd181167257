import { Window, count } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.select(count().over(Window.partitionBy('n').rangeBetween(-1, 0) as never).as('r') as never)
