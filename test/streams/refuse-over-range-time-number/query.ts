import { Window, count } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.select(count().over(Window.orderBy('ts').rangeBetween(-1, 0)).as('r') as never)
