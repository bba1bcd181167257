import { addMonths, col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(addMonths('day', 1).as('next'), addMonths('ts', -13).as('before'), addMonths('day', col('n').mod(20)).as('n'))
