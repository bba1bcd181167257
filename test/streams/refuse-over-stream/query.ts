import { Window, rowNumber } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.select(rowNumber().over(Window.partitionBy('user').orderBy('ts')).as('r') as never)
