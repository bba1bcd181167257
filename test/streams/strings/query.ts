import { col, lit, upper, lower, trim, length, substring, concat, concatWs, regexpReplace, split } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'s STRING'>) => frame
  .select(
    's', upper('s').as('upper'), lower('s').as('lower'), trim('s').as('trim'), length('s').as('length'), substring('s', 2, 3).as('substring'),
    concat('s', lit('!')).as('concat'), col('s').contains('o').as('contains'), col('s').startsWith('L').as('starts'), col('s').endsWith('c').as('ends'),
    col('s').like('%o_i%').as('like'), col('s').rlike('^[A-Z]').as('rlike'), regexpReplace('s', '[aeiou]', '*').as('replaced'),
    split('s', ',').as('split'), concatWs('-', 's', lit('x')).as('ws'),
  )
