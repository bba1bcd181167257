import { toDate, upper } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withColumn('day', toDate('ts'))
  .withColumnRenamed('user', 'who')
  .withColumn('who', upper('who'))
  .drop('ts')
