import { batch } from '../../batch/batch'
import { InternalError } from '../../core/errors'
import { isStreaming } from '../../plan/node'
import type { WithWatermark } from '../../plan/nodes/with-watermark'
import { eventTimes } from './event-times'
import type { Build, Operator } from './operator'
import { partitionTimes } from './partition-times'

/** Looks at event times as they pass; the watermark itself is moved at the batch's end. On a batch frame it does nothing. */
export function withWatermarkOperator(node: WithWatermark, build: Build): Operator {
  const at = node.child.schema.fields.findIndex(f => f.name === node.column)
  const times = eventTimes()
  const partitions = partitionTimes()
  if (isStreaming(node)) {
    build.pin(`watermark ${node.column}, delay ${node.delayMs} ms`)
    build.watermark({ column: node.column, delayMs: node.delayMs, stats: times.stats, partitions: () => partitions.seen() })
  }
  const child = build.operator(node.child)
  return {
    async *rows(run) {
      times.begin()
      partitions.begin()
      for await (const input of child.rows(run)) {
        const column = input.columns[at]
        if (column.kind !== 'long') throw new InternalError(`the event time '${node.column}' is a ${column.kind} column`)
        if (run.mode !== null) {
          times.add(column, input.origin)
          partitions.add(column, input.origin)
        }
        yield batch(node.schema, input.columns, input.numRows, input.origin)
      }
    },
  }
}
