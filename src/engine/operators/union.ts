import { batch } from '../../batch/batch'
import { NotSupported } from '../../core/errors'
import { isStreaming } from '../../plan/node'
import type { Union } from '../../plan/nodes/union'
import type { Build, Operator } from './operator'

/** One side after the other. */
export function unionOperator(node: Union, build: Build): Operator {
  if (isStreaming(node) && !node.children.every(isStreaming)) {
    throw new NotSupported('a stream cannot be united with a batch frame', { hint: 'Read both sides with spark.readStream, or unite with the batch frame in foreachBatch.' })
  }
  const sides = node.children.map(child => build.operator(child))
  return {
    async *rows(run) {
      for (const side of sides) for await (const input of side.rows(run)) yield batch(node.schema, input.columns, input.numRows, input.origin)
    },
  }
}
