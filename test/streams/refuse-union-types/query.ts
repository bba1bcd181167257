import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([], 'user STRING, n DATE')
  return frame.union(other as never)
}
