import { col, concatWs, initcap, lit, lpad, ltrim, regexpExtract, regexpReplace, replace, reverse, rpad, rtrim, split, substring } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'s STRING'>) => frame
  .select(
    's', initcap('s').as('initcap'), reverse('s').as('reverse'), ltrim('s').as('ltrim'), rtrim('s').as('rtrim'), lpad('s', 6, 'xy').as('lpad'), rpad('s', 4, '-').as('rpad'),
    replace('s', 'o', '0').as('replace'), regexpExtract('s', '([0-9]+)-([0-9]+)', 2).as('extract'), regexpExtract('s', '[a-z]+', 0).as('word'),
    regexpReplace('s', '(\\w)(\\s)', '$2$1').as('swap'), split('s', '[,;\\s]').as('pieces'), split('s', '', 3).as('chars'), split('s', '(?=o)').as('before'),
    col('s').like('%\\%%').as('percent'), col('s').like('_____').as('five'), col('s').rlike('(?i)WORLD').as('anycase'), col('s').rlike('s$').as('end'), col('s').rlike('\\p{Alpha}\\W').as('posix'),
    substring('s', -3, 2).as('tail'), concatWs('/', split('s', ' '), lit(null)).as('path'),
  )
