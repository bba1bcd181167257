import { col, spark, Decimal } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => {
  const other = spark.createDataFrame([{ k: new Decimal(10550n, 3), v: 'ten' }, { k: '2.500', v: 'two and a half' }, { k: 7, v: 'seven' }], 'k DECIMAL(12,3), v STRING')
  return frame.join(other, col('a').eq(col('k')), 'left').select('user', 'a', 'k', 'v')
}
