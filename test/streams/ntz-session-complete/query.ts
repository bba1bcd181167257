import { count, sessionWindow } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, n TIMESTAMP_NTZ, x INT'>) => frame
  .groupBy(sessionWindow('n', '30 minutes'), 'user').agg({ c: count() })
