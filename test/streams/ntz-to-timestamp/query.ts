import { lit, toTimestampNtz } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'text STRING'>) => frame
  .select(toTimestampNtz('text', 'dd/MM/yyyy HH:mm XXX').as('n'), toTimestampNtz(lit('2021-10-29T10:37:23Z')).as('z'))
