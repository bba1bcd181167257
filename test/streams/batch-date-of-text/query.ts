import { col, dateAdd, dateDiff, dateFormat, lit } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, day DATE'>) => frame.select(
  dateDiff(lit('2024-03-01'), lit('2024-01-31').cast('DATE')).as('days'), dateAdd(lit('2024-02-28'), 2).as('later'),
  dateFormat(col('day'), 'F').as('in month'), dateFormat(col('day'), 'yyyy F').as('with year'),
)
