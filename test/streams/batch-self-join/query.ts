import { col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, n INT'>) => frame.join(frame.select('user', col('n').as('m')), 'user')
