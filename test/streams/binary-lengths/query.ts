import { length, octetLength, bitLength } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(length('b').as('b'), length('s').as('s'), octetLength('s').as('octets'), bitLength('b').as('bits'))
