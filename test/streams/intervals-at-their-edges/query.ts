import { coalesce, col, dateAdd, datePart, extract, lit, makeDtInterval, toDate } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'text STRING, d DOUBLE, n TIMESTAMP_NTZ, s INTERVAL SECOND, ts TIMESTAMP'>) => frame.select(
  col('text').tryCast('INTERVAL SECOND').as('a'), col('text').tryCast('INTERVAL DAY').as('b'), col('text').tryCast('INTERVAL YEAR').as('c'), col('text').tryCast('INTERVAL HOUR').as('d0'), col('text').tryCast('INTERVAL MONTH').as('e'),
  makeDtInterval(lit(1), lit(2), lit(3), 'd').as('f'), extract('week', 'n').as('g'), extract('hour', 'n').as('h'), datePart('dow', coalesce('n', lit('2024-01-01 00:00:00').cast('TIMESTAMP_NTZ'))).as('i0'), 's', lit(1).cast('INTERVAL DAY').tryCast('INTERVAL DAY TO SECOND').as('j'),
  extract('minute', dateAdd(toDate(lit('2024-01-22')), lit(3))).as('k'),
)
