import { memoryStream as untyped } from '../connectors/memory/memory-stream'
import type { SourceFormat } from '../connectors/contract'
import type { Schema } from '../core/data-type'
import type { CheckSchema, RowInput, SchemaOf, SchemaText } from '../core/schema-types'
import { schemaOf } from './schema-of'

/** A stream that a program feeds, row by row: for tests, and for trying things out. */
export interface MemoryStream<S> {
  readonly schema: Schema
  readonly source: SourceFormat
  /** Adds rows; they are read by the batch that is planned next. Gives the offset they are read at. */
  addData(rows: readonly RowInput<S>[]): number
}

/**
 * Makes a stream to feed by hand, for `spark.readStream.memory(…)`. All rows are kept, so that several queries can read
 * them. Spark: `MemoryStream`.
 *
 * @param schema DDL (`'user STRING, n INT'`) or an object (`{ user: 'STRING', n: 'INT' }`)
 * @throws INVALID_DDL
 * @example
 * const events = memoryStream('user STRING, at TIMESTAMP')
 * events.addData([{ user: 'ada', at: new Date() }])
 * const query = await spark.readStream.memory(events).writeStream.queryName('seen').start()
 * await query.processAllAvailable()
 * await query.stop()
 */
export function memoryStream<const D extends SchemaText<T> | Schema, T extends string>(
  schema: D & CheckSchema<SchemaOf<D>>,
): MemoryStream<SchemaOf<D>> {
  const { schema: columns, source, addRows } = untyped(schemaOf(schema))
  return Object.freeze({ schema: columns, source, addData: (rows: readonly object[]) => addRows(rows) })
}
