import { col, lit } from '../../../src'
import type { Input } from '../play'

// No row needs it: where the left side is null, the right one is not asked.
export const query = (frame: Input<'n INT'>) => frame
  .select(col('n').plus(lit('x').cast('INT')).as('sum'))
