import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([{ extra: 7.5, user: 'z' }], 'extra DOUBLE, user STRING')
  return frame.unionByName(other, { allowMissingColumns: true })
}
