import { col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) =>
  frame.alias('l').join(frame.alias('l'), col('l.user').eq('a')).select(String('l.n'))
