import type { DataType } from '../core/data-type'
import { columnBuilder } from './builders'
import { takeVector } from './select'
import type { Vector } from './vector'

/** The same value in every row. */
export function constantVector(type: DataType, value: unknown, rows: number): Vector {
  const builder = columnBuilder(type)
  builder.append(value)
  return takeVector(builder.finish(), new Int32Array(rows))
}
