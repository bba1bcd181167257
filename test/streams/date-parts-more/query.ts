import { weekOfYear, weekday, dateSub, unixDate, dateFromUnixDate, makeDate, lit, col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'s STRING, b BINARY, n INT, l BIGINT, day DATE, ts TIMESTAMP, other DATE'>) => frame.select(weekOfYear('day').as('week'), weekday('day').as('weekday'), dateSub('day', 40).as('before'), unixDate('day').as('unix'), dateFromUnixDate('n').as('back'), makeDate(lit(2024), col('n').mod(2).plus(2), lit(28)).as('made'))
