import { Window, rowNumber } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.groupBy(rowNumber().over(Window.orderBy('n')).as('r')).count()
