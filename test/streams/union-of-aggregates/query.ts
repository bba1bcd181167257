import { count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => {
  const hourly = frame.withWatermark('ts', '10 minutes').groupBy(window('ts', '1 hour'), 'user').agg({ n: count() })
  const daily = frame.withWatermark('ts', '10 minutes').groupBy(window('ts', '30 minutes'), 'user').agg({ n: count() })
  return hourly.union(daily)
}
