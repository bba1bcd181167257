import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  const left = frame.where(col('side').eq('L')).withWatermark('ts', '10 minutes').select('k', col('ts').as('lts'), 'ts', col('v').as('lv'))
  const right = frame.where(col('side').eq('R')).select(col('k').as('rk'), col('ts').as('rts'), col('v').as('rv')).withWatermark('rts', '10 minutes')
  return left.join(right, col('k').eq(col('rk')), 'inner')
}
