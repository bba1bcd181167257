import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'text STRING'>) => frame.select(col('text').cast('INTERVAL DAY TO SECOND').as('span'))
