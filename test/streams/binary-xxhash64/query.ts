import { xxhash64 } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(xxhash64('s').as('s'), xxhash64('b').as('b'), xxhash64('n').as('n'), xxhash64('l', 'day', 'ts').as('several'))
