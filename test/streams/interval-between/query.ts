import { abs, col, extract, interval, lit, struct, toJson, trySubtract } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, started TIMESTAMP, ended TIMESTAMP, day DATE, n TIMESTAMP_NTZ'>) => {
  const took = col('ended').minus(col('started'))
  return frame.select(
    'user', took.as('took'), col('day').minus(lit('2024-01-01').cast('DATE')).as('days'), col('ended').minus(col('day')).as('since'), col('day').minus(col('n')).as('local'),
    col('ended').minus('2024-01-01').as('of_text'), took.gt(interval('1 hour')).as('long'), took.cast('STRING').as('text'), toJson(struct(took.as('t'))).as('json'),
    took.plus(interval('1 day')).as('more'), took.times(2).as('twice'), took.divide(7).as('part'), took.negate().as('less'),
    abs(col('started').minus(col('ended'))).as('size'), extract('hour', took).as('hours'), extract('second', took).as('seconds'),
    trySubtract('ended', col('started')).as('tried'), col('started').plus(took).as('back'),
  )
}
