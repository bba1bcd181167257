import { coalesce, col, fromJson, lit, size, struct, toJson } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'value STRING, n INT, ts TIMESTAMP'>) => {
  const m = fromJson('value', 'MAP<STRING, INT>')
  return frame.select(size(m).as('size'), m.getItem('a').as('a'), toJson(m).as('json'), m.cast('STRING').as('text'), m.as('m'), coalesce(struct(lit(1).as('x')), struct(col('n').as('x'))).as('s'), 'n', 'ts')
    .withWatermark('ts', '10 minutes')
    .where(col('n').between(lit(1), col('size')).and(col('ts').between(lit('2024-01-01 00:00:00').cast('TIMESTAMP'), lit('2025-01-01 00:00:00').cast('TIMESTAMP'))))
    .select('size', 'a', 'json', 'text', 'm', col('s.x').as('x'))
}
