import { corr } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, x DOUBLE'>) => frame.groupBy('user').agg(corr('n', 'x'))
