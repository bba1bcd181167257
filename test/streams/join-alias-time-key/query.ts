import { col, count, window } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  const left = frame.where(col('side').eq('L')).withWatermark('ts', '10 minutes').alias('l')
  const right = frame.where(col('side').eq('R')).withWatermark('ts', '5 minutes').alias('r')
  return left.join(right, col('l.ts').eq(col('r.ts')).and(col('l.k').eq(col('r.k'))))
    .groupBy(window('l.ts', '10 minutes'), 'l.k').agg({ rows: count() }).select('window', 'l.k', 'rows')
}
