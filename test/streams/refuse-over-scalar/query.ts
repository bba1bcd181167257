import { Window, upper } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.select(upper('user').over(Window.partitionBy('user') as never).as('r') as never)
