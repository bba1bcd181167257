import { col, lit } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => frame.select('user', 'n').unionByName(frame.select(col('n').cast('BIGINT').as('n'), lit('x').as('user')))
