import { window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .withWatermark('ts', '1 minute').rollup(window('ts', '1 minute'), 'user').count()
