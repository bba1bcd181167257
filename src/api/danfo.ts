import { fromDanfo as batchOfDanfo, type DanfoLike } from '../batch/danfo'
import type { Schema } from '../core/data-type'
import type { AnySchema, CheckSchema, SchemaOf, SchemaText } from '../core/schema-types'
import { local } from '../plan/nodes/local'
import { makeFrame, type Frame } from './frame'
import { schemaOf } from './schema-of'
import { spark } from './spark'
import type { Batch } from './traits'

/**
 * A frame of a danfojs DataFrame's rows. Without a schema a DataFrame that came from a frame gets that one's types back,
 * and any other the types that its values show. PySpark: `createDataFrame(pandas)`.
 *
 * @throws DANFO_CANNOT_HOLD, VALUE_TYPE_MISMATCH
 * @example
 * fromDanfo(await frame.select('user', 'n').toDanfo(), 'user STRING, n INT')
 */
export function fromDanfo<const D extends SchemaText<T> | Schema, T extends string>(
  frame: DanfoLike, schema: D & CheckSchema<SchemaOf<D>>,
): Frame<SchemaOf<D>, Batch>
export function fromDanfo(frame: DanfoLike): Frame<AnySchema, Batch>
export function fromDanfo(frame: DanfoLike, schema?: SchemaText | Schema): Frame<AnySchema, Batch> {
  const made = batchOfDanfo(frame, schema === undefined ? undefined : schemaOf(schema))
  return makeFrame(local('danfo', made.schema, () => [made]), spark.range(0).context)
}
