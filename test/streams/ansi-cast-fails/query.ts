import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'s STRING'>) => frame
  .select(col('s').cast('INT').as('n'))
