import { col, spark } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const people = spark.createDataFrame([{ user: 'a', team: 'x' }, { user: 'a', team: 'y' }, { user: 'c', team: null }, { user: 'd', team: 'z' }, { user: null, team: 'w' }], 'user STRING, team STRING')
  return frame.groupBy('user').count().join(people.groupBy('team').count().withColumnRenamed('count', 'people'), col('count').eq(col('people')), 'left')
}
