import { spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const other = spark.createDataFrame([{ user: 'a', n: 1 }, { user: 'a', n: 1 }, { user: 'b', n: null }, { user: null, n: 3 }, { user: null, n: 3 }, { user: 'z', n: 9 }, { user: 'c', n: 5 }, { user: 'c', n: 5 }], 'user STRING, n INT')
  return frame.subtract(other)
}
