import { array, arrayContains, col, get, lit, size, struct, tryElementAt } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'tags ARRAY<STRING>, at INT, m MAP<STRING, INT>, e STRUCT<user: STRING, n: INT>'>) => frame
  .select(
    'at', get('tags', col('at')).as('get'), get('tags', -1).as('below'), tryElementAt('tags', 1).as('first'), tryElementAt('tags', -1).as('last'), tryElementAt('m', 'x').as('x'), col('m').getItem('y').as('y'),
    size('tags').as('size'), size('m').as('entries'), arrayContains('tags', 'a').as('has'), array('at', lit(1).cast('BIGINT')).as('array'), struct('at', col('e.user'), col('at').plus(1).as('next')).as('struct'),
    col('e').getField('n').as('n'), col('tags').cast('STRING').as('text'), col('m').cast('STRING').as('map'), col('e').cast('STRING').as('all'), col('tags').isNull().as('none'), col('e').eq(col('e')).as('same'), 'e.user',
  )
