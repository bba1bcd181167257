import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, t STRING, d DECIMAL(38,0)'>) => frame
  .select(col('d').cast('BIGINT').as('d'))
