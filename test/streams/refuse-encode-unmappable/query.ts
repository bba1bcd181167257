import { encode } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(encode('s', 'US-ASCII').as('b'))
