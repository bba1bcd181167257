import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([], 'user STRING, n BOOLEAN')
  return frame.intersect(other as never)
}
