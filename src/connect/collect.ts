import { batchesFromArrow } from '../batch/arrow-read'
import { batch, type Batch } from '../batch/batch'
import type { Vector } from '../batch/vector'
import { withUnits } from '../batch/with-units'
import { typeName, type Schema } from '../core/data-type'
import type { Observe } from '../plan/nodes/observe'
import { ResultDiffers } from './errors'
import { literalValue } from './literal-value'
import type { Message } from './protocol'
import type { RunOptions, ServerSession } from './session'

export interface CollectOptions extends RunOptions {
  /** Whoever is to hear what rows came to on the way. */
  readonly observed?: readonly Observe[]
}

/** The rows of a relation, under the columns that the plan says it has. */
export async function collect(session: ServerSession, relation: Message<'Relation'>, schema: Schema, { observed = [], ...options }: CollectOptions = {}): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const { responseType, observedMetrics = [] } of session.run({ opType: { case: 'root', value: relation } }, options)) {
    for (const { name, values = [] } of observedMetrics) tell(observed.find(one => one.name === name), values)
    if (responseType?.case !== 'arrowBatch') continue
    for (const one of await batchesFromArrow(responseType.value.data ?? new Uint8Array())) {
      if (one.numRows > 0 || batches.length === 0) batches.push(asPlanned(one, schema))
    }
  }
  return batches
}

function tell(node: Observe | undefined, values: readonly Message<'Expression.Literal'>[]): void {
  node?.heard?.(Object.fromEntries(node.metrics.map((one, i) => [one.name, literalValue(values[i], one.type)])))
}

/** The rows under the plan's columns: their names, nullability and metadata; their types must be the same. */
function asPlanned(of: Batch, schema: Schema): Batch {
  const columns = of.columns.length === schema.fields.length ? of.columns.map((one, i) => withUnits(one, schema.fields[i].type)) : [null]
  if (columns.includes(null)) {
    const show = (fields: typeof schema.fields): string => fields.map(f => `${f.name} ${typeName(f.type)}`).join(', ')
    throw new ResultDiffers(`Spark gives (${show(of.schema.fields)}) where the plan says (${show(schema.fields)})`, { hint: 'Cast the column that differs.' })
  }
  return batch(schema, columns as Vector[], of.numRows)
}
