import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => frame.select(col('n').cast('STRING').as('a'), 'user').union(frame.select('user', col('n').cast('STRING').as('a')) as never)
