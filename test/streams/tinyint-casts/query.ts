import { col, fromJson, struct, toJson, xxhash64, hex, dateAdd, lit, elementAt, array, timestampSeconds } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'b TINYINT, s SMALLINT, i INT, l BIGINT, f FLOAT, x DOUBLE, text STRING, t TIMESTAMP'>) => frame
  .select(
    col('b').cast('SMALLINT').as('b_s'), col('b').cast('BIGINT').as('b_l'), col('s').cast('FLOAT').as('s_f'), col('b').cast('STRING').as('b_text'), col('b').cast('BOOLEAN').as('b_ok'), col('s').cast('TIMESTAMP').as('s_t'),
    col('i').tryCast('TINYINT').as('i_b'), col('l').tryCast('SMALLINT').as('l_s'), col('f').tryCast('TINYINT').as('f_b'), col('x').tryCast('TINYINT').as('x_b'), col('x').tryCast('SMALLINT').as('x_s'),
    col('text').tryCast('TINYINT').as('text_b'), col('text').tryCast('SMALLINT').as('text_s'), col('t').tryCast('TINYINT').as('t_b'), col('s').tryCast('TINYINT').as('s_b'),
    col('b').eq(col('s')).as('eq'), col('b').lt(100.5).as('lt'), col('b').isin(3, 127).as('isin'), col('b').eq(col('l').cast(String('STRING'))).as('text_eq'),
    toJson(struct('b', 's')).as('json'), fromJson(col('text'), 'a TINYINT').as('read'), xxhash64('b', 's').as('hash'), hex('b').as('hex'), dateAdd(col('t').cast('DATE'), col('b')).as('day'),
    elementAt(array('i', 'l'), lit(2).cast('TINYINT')).as('second'), timestampSeconds('s').as('at'),
  )
