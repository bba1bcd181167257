import { col, lit, sum, avg, Decimal, round, floor, max } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .groupBy('user').agg(sum('a'), avg(col('a').plus(1)), max(col('a').plus(col('n'))), max(col('a').divide(new Decimal(5n, 1))), max(col('b').eq(new Decimal(1n, 9))), max(col('a').tryCast('DECIMAL(5,1)')), max(round('a', 1)), max(floor('a')), max(lit(new Decimal(-15n, 1))), max(lit(new Decimal(5n, 8))))
