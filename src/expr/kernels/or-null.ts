import type { Batch } from '../../batch/batch'
import { concatVectors, takeBatch } from '../../batch/select'
import type { DataType } from '../../core/data-type'
import { isTidemarkError } from '../../core/errors'
import type { Bound, EvalContext } from '../registry'
import { nullsOf } from './vectors'

/** The rows that can be evaluated; the others are null. What fails is looked for by halves. */
export function orNull(type: DataType, evaluate: Bound['evaluate']): Bound['evaluate'] {
  const tried = (batch: Batch, context: EvalContext): ReturnType<Bound['evaluate']> => {
    try {
      return evaluate(batch, context)
    } catch (error) {
      if (!isTidemarkError(error) || error.fault !== 'user' || error.code === 'NOT_SUPPORTED') throw error
      const { numRows } = batch
      if (numRows < 2) return nullsOf(type, numRows)
      const [first, second] = [[0, numRows >> 1], [numRows >> 1, numRows]].map(([from, to]) => takeBatch(batch, Int32Array.from({ length: to - from }, (_, i) => from + i)))
      return concatVectors(type, [tried(first, context), tried(second, context)])
    }
  }
  return tried
}
