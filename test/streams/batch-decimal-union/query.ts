import { spark, Decimal } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => {
  const other = spark.createDataFrame([{ user: 'z', k: new Decimal(1n, 5) }], 'user STRING, k DECIMAL(20,5)')
  return frame.select('user', 'a').union(other).union(frame.select('user', 'n')).union(frame.select('user', 'b').distinct())
}
