import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .select('user', 'ts', col('ts').cast('TIMESTAMP').as('again'))
  .distinct()
