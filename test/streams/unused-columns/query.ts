import { col, count, lit } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'k STRING, n INT'>) => {
  // What nobody asks for is not computed, and cannot fail.
  const risky = frame.withColumn('x', lit(1).divide(col('n')))
  return risky.union(risky).groupBy('k').agg({ count: count() })
}
