import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  return frame.withWatermark('ts', '10 minutes').select('k', 'ts', col('ts').as('again')).dropDuplicates()
}
