import { InternalError } from '../core/errors'
import type { Schema } from '../core/data-type'
import type { Origin } from '../core/origin'
import type { Vector } from './vector'

/** Rows as columns: frozen, every column `numRows` long, in the order of the schema's fields. */
export interface Batch {
  readonly schema: Schema
  readonly numRows: number
  readonly columns: readonly Vector[]
  /** Where each row came from; null where that has no meaning (an aggregate's output, a table made by hand). */
  readonly origin: Origin | null
}

export function batch(schema: Schema, columns: readonly Vector[], numRows: number, origin: Origin | null = null): Batch {
  if (columns.length !== schema.fields.length || columns.some(column => column.length !== numRows)) {
    throw new InternalError(`a batch of ${numRows} rows and ${schema.fields.length} fields got columns of ${columns.map(c => c.length).join(', ')} rows`)
  }
  return Object.freeze({ schema, numRows, columns: Object.freeze([...columns]), origin })
}

/** The column of that name. */
export function columnOf(of: Batch, name: string): Vector {
  const at = of.schema.fields.findIndex(f => f.name === name)
  if (at < 0) throw new InternalError(`a batch has no column '${name}'`)
  return of.columns[at]
}
