import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([{ n: 'z', user: 7 }], 'n STRING, user INT')
  return frame.union(other)
}
