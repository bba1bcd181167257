import { monthsBetween } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(monthsBetween('day', 'other').as('days'), monthsBetween('ts', 'day').as('times'), monthsBetween('ts', 'other', false).as('exact'))
