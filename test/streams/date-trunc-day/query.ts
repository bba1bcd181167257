import { trunc } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(trunc('day', 'year').as('year'), trunc('day', 'Q').as('quarter'), trunc('ts', 'mon').as('month'), trunc('day', 'week').as('week'), trunc('day', 'hour').as('none'))
