import { fromJson, lit } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .where(fromJson(lit('[1]'), 'a BOOLEAN').getField('a'))
  .limit(3)
