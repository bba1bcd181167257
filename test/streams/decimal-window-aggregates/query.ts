import { window, sum, avg, min, max, count, first, last, collectList, stddev, maxBy } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .withWatermark('ts', '10 minutes')
  .groupBy(window('ts', '1 hour'), 'user')
  .agg(
    sum('a').as('sum'), avg('a').as('avg'), min('a').as('min'), max('a').as('max'), count('a').as('count'), first('a', { ignoreNulls: true }).as('first'), last('b').as('last'), collectList('a').as('all'), stddev('a').as('stddev'),
    sum('big').as('sum_big'), avg('big').as('avg_big'), avg('b').as('avg_b'), maxBy('user', 'a').as('max_by'), max('big').as('max_big'),
  )
