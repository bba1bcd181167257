import { base64, unbase64, lit } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(base64('s').as('s'), base64('b').as('b'), unbase64(base64('s')).as('back'), unbase64(lit('SGVs bG8=')).as('blank'))
