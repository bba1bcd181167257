import { Window, count } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.select(count().over(Window.orderBy('n').rowsBetween(1, -1)).as('r') as never)
