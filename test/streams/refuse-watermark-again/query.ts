import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .withWatermark('ts', '10 minutes')
  .where(col('user').isNotNull())
  .dropDuplicates('user', 'ts')
  .withWatermark('ts', '1 minute')
