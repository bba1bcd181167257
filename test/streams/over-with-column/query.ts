import { Window, rowNumber, desc, col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, b BIGINT'>) => frame.withColumn('rank', rowNumber().over(Window.partitionBy('user').orderBy(desc('ts')))).where(col('rank').eq(1)).select('user', 'ts')
