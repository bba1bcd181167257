import { Window, sum, rank, desc } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.groupBy('user').agg({ n: sum('n') }).withColumn('rank', rank().over(Window.orderBy(desc('n'))))
