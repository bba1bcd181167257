import { col, interval } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  const left = frame.where(col('side').eq('L')).select('k', col('ts').as('lts'), col('v').as('lv')).withWatermark('lts', '10 minutes')
  const right = frame.where(col('side').eq('R')).select(col('k').as('rk'), col('ts').as('rts'), col('v').as('rv')).withWatermark('rts', '10 minutes')
  return left.join(right, col('k').eq(col('rk')).and(col('rts').geq(col('lts'))).and(col('rts').leq(col('lts').plus(interval('10 minutes')))), 'inner').withWatermark('rts', '1 minute').dropDuplicates('k', 'rts')
}
