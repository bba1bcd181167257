import { col, count, max, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  const left = frame.where(col('side').eq('L')).select('k', col('ts').as('lts'), col('v').as('lv'))
  const right = frame.where(col('side').eq('R')).select(col('k').as('rk'), col('ts').as('rts'), col('v').as('rv')).withWatermark('rts', '10 minutes')
  return left.join(right, col('k').eq(col('rk')), 'inner').groupBy(window('rts', '10 minutes'), 'k').agg({ n: count(), last: max('lts') })
}
