import { spark } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, n INT'>) => {
  const people = spark.createDataFrame([{ user: 'a', team: 'x' }, { user: 'a', team: 'y' }, { user: 'c', team: null }, { user: 'd', team: 'z' }, { user: null, team: 'w' }], 'user STRING, team STRING')
  return frame.join(people, 'user', 'left').groupBy('team').count()
}
