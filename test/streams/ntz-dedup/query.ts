import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n TIMESTAMP_NTZ'>) => frame
  .withWatermark('ts', '10 minutes')
  .dropDuplicates('n', 'ts')
