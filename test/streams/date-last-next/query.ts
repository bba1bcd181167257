import { lastDay, nextDay } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(lastDay('day').as('last'), lastDay('ts').as('time'), nextDay('day', 'Mon').as('monday'), nextDay('ts', 'sunday').as('sunday'))
