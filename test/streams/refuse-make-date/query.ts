import { makeDate, lit, col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(makeDate(lit(2023), lit(2), col('n')).as('made'))
