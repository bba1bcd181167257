import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  const left = frame.where(col('side').eq('L')).select('k', 'ts', col('v').as('lv')).withWatermark('ts', '10 minutes')
  const right = frame.where(col('side').eq('R')).select('k', 'ts', col('v').as('rv')).withWatermark('ts', '10 minutes')
  return left.join(right, ['k', 'ts'], 'full')
}
