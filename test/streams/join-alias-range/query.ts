import { col, interval } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'side STRING, k STRING, ts TIMESTAMP, v INT'>) => {
  const left = frame.where(col('side').eq('L')).withWatermark('ts', '10 minutes').alias('l')
  const right = frame.alias('all').where(col('all.side').eq('R')).withWatermark('ts', '10 minutes').alias('r')
  const inTime = col('l.k').eq(col('r.k')).and(col('r.ts').geq(col('l.ts'))).and(col('r.ts').leq(col('l.ts').plus(interval('10 minutes'))))
  return left.join(right, inTime, 'left').where(col('l.v').gt(0)).select('l.k', 'l.ts', 'l.v', col('r.v').as('rv'))
}
