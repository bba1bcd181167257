import { median, percentile, Window } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => frame.select('user', median('n').over(Window.partitionBy('user')).as('m'), percentile('n', 0.5).over(Window.partitionBy('user').orderBy('n')).as('r'))
