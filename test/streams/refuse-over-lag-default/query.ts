import { Window, lag } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.select(lag('n', 1, true as never).over(Window.partitionBy('user').orderBy('ts')).as('n'))
