import { col, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  const left = frame.where(col('side').eq('L')).withWatermark('ts', '10 minutes').select(window('ts', '1 hour').as('hour'), 'k', col('v').as('lv'))
  const right = frame.where(col('side').eq('R')).withWatermark('ts', '10 minutes').select(window('ts', '1 hour').as('hour'), 'k', col('v').as('rv'))
  return left.join(right, ['hour', 'k'], 'left')
}
