import { hex, unhex, lit } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(unhex('s').as('s'), unhex(lit('ABC')).as('odd'), unhex(hex('b')).as('b'))
