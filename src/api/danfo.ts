import { fromDanfo as batchOfDanfo, toDanfo, type DanfoLike } from '../batch/danfo'
import { concatBatches } from '../batch/select'
import type { Schema } from '../core/data-type'
import type { AnySchema, CheckSchema, SchemaOf, SchemaText } from '../core/schema-types'
import { local } from '../plan/nodes/local'
import { defineFrameMethods, makeFrame, type Frame, type FrameCore } from './frame'
import { schemaOf } from './schema-of'
import { spark } from './spark'
import type { Batch, NeedsBatch, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * All rows as a danfojs DataFrame, to clean the pandas way. Nothing is changed on the way: a column that danfo
     * cannot hold (a nested one, BINARY, a BIGINT beyond 2^53) is an error that names it. Needs danfojs-node. PySpark:
     * `toPandas`.
     *
     * @throws DANFO_CANNOT_HOLD, DANFO_MISSING
     * @example
     * const df = await frame.toDanfo()
     */
    toDanfo(this: NeedsBatch<I, 'toDanfo()'>): Promise<ReturnType<typeof toDanfo>>
  }
}

defineFrameMethods({
  async toDanfo(this: FrameCore): Promise<ReturnType<typeof toDanfo>> {
    return toDanfo(concatBatches(this.plan.schema, await this.context.engine.collect(this.plan)))
  },
})

/**
 * A frame of a danfojs DataFrame's rows. Without a schema a DataFrame that came from a frame gets that one's types back,
 * and any other the types that its values show. PySpark: `createDataFrame(pandas)`.
 *
 * @throws DANFO_CANNOT_HOLD, VALUE_TYPE_MISMATCH
 * @example
 * fromDanfo(await frame.select('user', 'n').toDanfo(), 'user STRING, n INT')
 */
export function fromDanfo<const D extends SchemaText<T> | Schema, T extends string>(frame: DanfoLike, schema: D & CheckSchema<SchemaOf<D>>): Frame<SchemaOf<D>, Batch>
export function fromDanfo(frame: DanfoLike): Frame<AnySchema, Batch>
export function fromDanfo(frame: DanfoLike, schema?: SchemaText | Schema): Frame<AnySchema, Batch> {
  const made = batchOfDanfo(frame, schema === undefined ? undefined : schemaOf(schema))
  return makeFrame(local('danfo', made.schema, () => [made]), spark.range(0).context)
}
