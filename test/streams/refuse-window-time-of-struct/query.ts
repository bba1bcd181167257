import { col, struct, windowTime } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => frame
  .select(struct(col('ts').as('start'), col('ts').as('end')).as('window'))
  .select(windowTime('window'))
