import { Window, rank } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.select(rank().over(Window.partitionBy('user').orderBy('ts').rowsBetween(-1, 1) as never).as('r') as never)
