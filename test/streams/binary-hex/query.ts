import { hex } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(hex('s').as('s'), hex('b').as('b'), hex('n').as('n'), hex('l').as('l'))
