import { Window, rowNumber, sum } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.groupBy('user').agg({ s: sum(rowNumber().over(Window.orderBy('n'))) })
