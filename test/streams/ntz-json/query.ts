import { col, fromJson, struct, toJson } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'text STRING'>) => frame
  .select(fromJson('text', 'at TIMESTAMP_NTZ, days ARRAY<TIMESTAMP_NTZ>, of MAP<STRING, TIMESTAMP_NTZ>').as('e'))
  .select('e.at', 'e.days', toJson('e').as('json'), toJson(struct(col('e.at').as('only'))).as('one'))
