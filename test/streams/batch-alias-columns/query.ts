import { col, count, struct, sum } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const pairs = frame.alias('x').alias('l').crossJoin(frame.withColumn('at', struct(col('user').as('n'))).alias('at'))
  const both = pairs.withColumn('more', col('l.n').plus(1)).drop(col('at.user')).select('l.*', 'more', 'at.n', col('at.at.n').as('inner'))
  return both.groupBy('l.user', 'inner').agg({ rows: count(), total: sum('more'), there: sum('at.n') }).where(col('l.user').neq('b')).orderBy(col('l.user').desc(), 'inner')
}
