import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([{ N: 7, user: 'z' }], 'N INT, user STRING')
  return frame.unionByName(other as never)
}
