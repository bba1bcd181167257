import { col, count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => {
  const events = frame.withWatermark('ts', '10 minutes')
  const left = events.groupBy(window('ts', '30 minutes'), 'user').agg({ n: count() })
  const right = events.groupBy(window('ts', '30 minutes').as('span'), col('user').as('who')).agg({ m: count() })
  return left.join(right, col('window').eq(col('span')).and(col('user').eq(col('who'))), 'inner').select('window', 'user', 'n', 'm')
}
