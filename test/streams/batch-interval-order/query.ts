import { avg, count, desc, interval, lag, min, rank, rowNumber, sum, Window } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'k STRING, i INT, span INTERVAL DAY TO SECOND, ym INTERVAL YEAR TO MONTH'>) => {
  const by = Window.partitionBy('k').orderBy('span', 'i')
  return frame.select(
    'k', 'i', rowNumber().over(by).as('row'), lag('span').over(by).as('before'), sum('span').over(by).as('running'), avg('ym').over(by).as('mean'), min('ym').over(by).as('least'),
    rank().over(Window.partitionBy('k').orderBy(desc('ym'))).as('rank'),
    count().over(Window.partitionBy('k').orderBy('span').rangeBetween(interval('-1 day'), Window.currentRow)).as('near'),
  )
}
