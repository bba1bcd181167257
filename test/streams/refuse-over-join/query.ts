import { Window, col, rowNumber } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.join(frame.select(col('user').as('who')), rowNumber().over(Window.orderBy('n')).eq(col('b')))
