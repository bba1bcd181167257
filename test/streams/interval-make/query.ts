import { col, datePart, extract, lit, makeDtInterval, makeYmInterval, tryDivide, tryMultiply } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'i INT, l BIGINT, m DECIMAL(6,3), x DOUBLE, t TIMESTAMP, n TIMESTAMP_NTZ, d DATE, text STRING, span INTERVAL DAY TO SECOND, ym INTERVAL YEAR TO MONTH'>) => frame.select(
  makeDtInterval('i', 'i', 'i', 'm').as('a'), makeDtInterval('i', 'i', 'i', 'x').as('b'), makeDtInterval('i').as('c'), makeDtInterval().as('d0'),
  makeYmInterval('i', 'i').as('e'), makeYmInterval('l').as('f'), makeYmInterval().as('g'),
  ...(['year', 'qtr', 'mon', 'week', 'day', 'dow', 'dow_iso', 'doy', 'hour', 'min', 'second', 'yearofweek'] as const).map(part => datePart(part, 't').as(`t_${part}`)),
  extract('seconds', 'n').as('h'), extract('week', 'd').as('i0'), extract('minute', 'text').as('j'), datePart('days', 'span').as('k'), datePart('minute', 'span').as('l0'),
  datePart('s', 'span').as('m0'), datePart('year', 'ym').as('n0'), datePart('months', 'ym').as('o'),
  col('span').times(col('m')).as('p'), col('span').times(col('x')).as('q'), col('l').times(col('span')).as('r'), col('span').divide(col('m')).as('s'), col('span').divide(col('x')).as('u'), col('ym').times(col('x')).as('v'), col('ym').divide(col('m')).as('w'), col('ym').divide(col('l')).as('y'),
  tryDivide('span', col('i').minus(2)).as('z'), tryMultiply('ym', 2147483647).as('z1'), tryMultiply('span', col('l')).as('z2'), col('span').times(lit('0.5').cast('DOUBLE')).as('z3'), col('span').times(lit(null)).as('z4'),
)
