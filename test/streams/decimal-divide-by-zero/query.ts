import { col, lit } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, t STRING, d DECIMAL(38,0)'>) => frame
  .select(col('d').divide(lit(0).cast('DECIMAL(3,1)')).as('d'))
