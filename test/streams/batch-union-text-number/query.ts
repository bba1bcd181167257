import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([{ user: 'z', n: '7' }], 'user STRING, n STRING')
  return frame.union(other)
}
