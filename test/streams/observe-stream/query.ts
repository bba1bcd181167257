import { col, count, countIf, max, min } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .observe('seen', { rows: count(), named: count('user'), as: countIf(col('user').eq('a')), first: min('user'), newest: max('ts') })
  .where(col('user').neq('b'))
