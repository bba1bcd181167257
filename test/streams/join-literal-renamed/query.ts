import { col, lit, upper } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  const left = frame.where(col('side').eq('L').and(upper('k').neq('A'))).withWatermark('ts', '10 minutes').select(col('k').as('lk'), col('ts').as('lts'), col('v').cast('BIGINT').as('lv'), lit('R').as('want'))
  const right = frame.where(col('v').lt(20)).withWatermark('ts', '10 minutes').select(col('k').as('rk'), col('ts').as('rts'), 'v', 'side')
  return left.join(right, col('lk').eq(col('rk')).and(col('want').eq(col('side'))).and(col('lts').eq(col('rts'))))
}
