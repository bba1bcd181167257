import { count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  return frame.withWatermark('ts', '10 minutes').groupBy(window('ts', '10 minutes'), 'k').agg({ n: count() }).dropDuplicatesWithinWatermark('k', 'n')
}
