import { col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => {
  const joined = frame.alias('l').join(frame.alias('r'), col('l.user').eq(col('r.user')).and(col('l.n').lt(col('r.n'))), 'left')
  return joined.where(col('l.n').gt(1).and(col('r.n').isNull().or(col('r.n').lt(9)))).select('l.user', col('l.n').as('first'), 'r.n')
}
