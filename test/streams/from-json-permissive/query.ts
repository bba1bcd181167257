import { col, fromJson } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'value STRING'>) => frame
  .select('value', fromJson(col('value'), 'user STRING, n INT, t TIMESTAMP, x DOUBLE, big BIGINT, b BOOLEAN, a ARRAY<INT>, m MAP<STRING, INT>, s STRUCT<p: INT, q: STRING>, d DATE, _corrupt_record STRING').as('e'))
