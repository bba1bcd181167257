import { count, max } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame
  .observe('seen', { rows: count() })
  .observe('seen', { last: max('user') })
