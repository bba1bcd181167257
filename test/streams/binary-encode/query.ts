import { encode, lit } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(encode('s', 'UTF-8').as('utf8'), encode('s', 'UTF-16').as('utf16'), encode('s', 'utf-16le').as('little'), encode(lit('café'), 'ISO-8859-1').as('latin'))
