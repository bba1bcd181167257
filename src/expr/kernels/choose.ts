import { concatVectors, takeVector } from '../../batch/select'
import type { Vector } from '../../batch/vector'
import type { DataType } from '../../core/data-type'
import { nullsOf } from './vectors'

/** Row i of `candidates[choice[i]]`; null where the choice is negative. All candidates are of that type and as long. */
export function choose(type: DataType, candidates: readonly Vector[], choice: Int8Array): Vector {
  const rows = choice.length
  if (candidates.length === 0) return nullsOf(type, rows)
  const places = new Int32Array(rows)
  for (let i = 0; i < rows; i++) places[i] = choice[i] < 0 ? -1 : choice[i] * rows + i
  return takeVector(concatVectors(type, candidates), places)
}
