import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([{ user: 'a', n: 1 }, { user: 'c', n: 5.5 }], 'user STRING, n DOUBLE')
  return frame.subtract(other)
}
