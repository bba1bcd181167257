import { col, interval, lit, tryAdd, trySubtract } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'t TIMESTAMP, n TIMESTAMP_NTZ, d DATE, text STRING, span INTERVAL DAY TO SECOND, days INTERVAL DAY, hours INTERVAL HOUR, ym INTERVAL YEAR TO MONTH, y INTERVAL YEAR, i INT'>) => frame.select(
  col('t').plus(col('span')).as('a'), col('t').minus(col('span')).as('b'), col('span').plus(col('n')).as('c'), col('n').minus(col('hours')).as('d'), col('d').plus(col('days')).as('e'), col('d').minus(col('days')).as('f'),
  col('d').plus(col('hours')).as('g'), col('d').minus(col('span')).as('h'), col('days').plus(col('d')).as('i0'), col('t').plus(col('ym')).as('j'), col('n').minus(col('ym')).as('k'), col('d').plus(col('ym')).as('l'),
  col('y').plus(col('d')).as('m'), col('d').minus(col('ym')).as('n0'), col('text').plus(col('span')).as('o'), col('text').minus(col('days')).as('p'), col('d').plus(col('i')).as('q'), col('d').minus(col('i')).as('r'),
  col('i').plus(col('d')).as('s'), tryAdd('t', col('span')).as('u'), tryAdd('d', col('i')).as('v'), trySubtract('d', col('ym')).as('w'), tryAdd('text', col('days')).as('x'),
  col('d').plus(interval('1 microsecond')).as('y0'), col('t').plus(interval('1 month')).as('z'), col('t').plus(lit(null)).as('null_t'), col('d').minus(lit(null)).as('null_d'), col('d').minus(col('text')).as('of_text'),
)
