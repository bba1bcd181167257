import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([{ name: 'z', m: 12345678901n }], 'name STRING, m BIGINT')
  return frame.union(other)
}
