import { encode, decode } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(decode(encode('s', 'UTF-16'), 'UTF-16').as('utf16'), decode(encode('s', 'UTF-8'), 'UTF-8').as('utf8'), decode('b', 'ISO-8859-1').as('latin'))
