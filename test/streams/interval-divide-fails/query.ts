import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'span INTERVAL DAY TO SECOND, i INT'>) => frame.select(col('span').divide(col('i')).as('part'))
