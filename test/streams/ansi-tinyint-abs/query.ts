import { abs } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'b TINYINT, s SMALLINT, i INT, l BIGINT, f FLOAT, x DOUBLE, text STRING, t TIMESTAMP'>) => frame
  .select(abs('b').as('r'))
