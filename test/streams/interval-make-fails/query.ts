import { makeYmInterval } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'i INT'>) => frame.select(makeYmInterval('i', 'i').as('span'))
