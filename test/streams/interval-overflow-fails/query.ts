import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'span INTERVAL DAY TO SECOND'>) => frame.select(col('span').plus(col('span')).as('twice'))
