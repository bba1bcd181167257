import { col, tryAdd, tryMultiply, tryDivide, lit } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, t STRING, d DECIMAL(38,0)'>) => frame
  .select('t', col('t').tryCast('DECIMAL(20,5)').as('d'), col('t').tryCast('DECIMAL(38,38)').as('tiny'), tryAdd('d', 1).as('more'), tryMultiply('d', 'd').as('squared'), tryDivide('d', lit(0).cast('DECIMAL(1,0)')).as('by_zero'))
