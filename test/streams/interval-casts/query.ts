import { array, coalesce, col, greatest, struct } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'text STRING, span INTERVAL DAY TO SECOND, ym INTERVAL YEAR TO MONTH, s INTERVAL SECOND, i INT, l BIGINT, m DECIMAL(10,3)'>) => frame.select(
  col('text').tryCast('INTERVAL DAY TO SECOND').as('a'), col('text').tryCast('INTERVAL HOUR TO MINUTE').as('b'), col('text').tryCast('INTERVAL YEAR TO MONTH').as('c'), col('text').tryCast('INTERVAL DAY').as('d'), col('text').tryCast('INTERVAL MONTH').as('e'),
  col('span').cast('INTERVAL DAY').as('f'), col('span').cast('INTERVAL HOUR TO MINUTE').as('g'), col('ym').cast('INTERVAL YEAR').as('h'), col('ym').cast('INTERVAL MONTH').as('i0'), col('span').cast('BIGINT').as('j'), col('span').cast('INTERVAL MINUTE').as('k'),
  col('span').cast('INTERVAL HOUR').cast('INT').as('l0'), col('ym').tryCast('TINYINT').as('m0'), col('s').cast('DECIMAL(20,6)').as('n'), col('s').tryCast('DECIMAL(4,1)').as('o'), col('i').cast('INTERVAL DAY').as('p'), col('i').cast('INTERVAL MONTH').as('q'),
  col('l').cast('INTERVAL SECOND').as('r'), col('m').cast('INTERVAL SECOND').as('s0'), col('m').cast('INTERVAL HOUR').as('t'), col('m').cast('INTERVAL MONTH').as('u'), col('span').cast('STRING').as('v'), array('ym').cast('STRING').as('w'),
  coalesce(col('i').cast('INTERVAL DAY'), col('s')).as('x'), array('span', 's').as('y'), col('span').isin(col('s'), col('i').cast('INTERVAL DAY')).as('z'), greatest(col('i').cast('INTERVAL HOUR'), col('s')).as('g0'), struct('s', 'ym').as('st'),
)
