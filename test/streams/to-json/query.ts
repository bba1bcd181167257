import { struct, toJson } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, big BIGINT, x DOUBLE'>) => frame
  .select(toJson(struct('user', 'ts', 'n', 'big', 'x')).as('json'))
