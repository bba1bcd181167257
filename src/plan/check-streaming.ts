import type { OutputMode } from '../connectors/contract'
import { NotSupported } from '../core/errors'
import { UnsupportedOutputMode, UnsupportedStreamingOperation, WriteStreamNotAllowed } from './errors'
import { eventTimeColumn } from './nodes/deduplicate'
import { isStreaming, walkPlan, type Node } from './node'

/** Refuses what Spark refuses of a streaming query, before it starts. */
export function checkStreaming(plan: Node, mode: OutputMode): void {
  if (!isStreaming(plan)) {
    throw new WriteStreamNotAllowed('writeStream needs a streaming frame, and this one is a batch', { hint: 'Start from spark.readStream, or use collect(), show() or write.' })
  }
  const nodes = [...walkPlan(plan)].filter(isStreaming)
  const aggregates = nodes.filter(node => node.kind === 'aggregate')
  if (aggregates.length > 1) {
    throw new NotSupported('more than one aggregate in a streaming query is not built yet', { hint: 'Aggregate once, and aggregate the result again in foreachBatch or from the memory table.' })
  }
  const [aggregate] = aggregates
  if (mode === 'complete' && aggregate === undefined) {
    throw new UnsupportedOutputMode("complete needs an aggregate; without one there is no table to show whole", { hint: "Use outputMode('append')." })
  }
  if (mode === 'append' && aggregate !== undefined && aggregate.eventTimeKey < 0) {
    throw new UnsupportedOutputMode('append of an aggregate needs a watermark on a window or a time among its keys', {
      hint: "Write withWatermark(column, delay) before groupBy and group by a window of that column, or use outputMode('update') or 'complete'.",
    })
  }
  for (const one of aggregates.flatMap(node => node.aggregates)) {
    if (one.fn.batchOnly !== undefined) {
      throw new UnsupportedStreamingOperation(`${one.fn.name} on a stream would have to keep every value for ever`, { hint: one.fn.batchOnly })
    }
  }
  for (const node of nodes) {
    if (node.kind === 'deduplicate' && node.withinWatermark && eventTimeColumn(node.child.schema) < 0) {
      throw new UnsupportedStreamingOperation('dropDuplicatesWithinWatermark needs a watermark', { hint: 'Write withWatermark(column, delay) before it.' })
    }
    if (node.kind === 'sort' && !(mode === 'complete' && belowIs(node, 'aggregate'))) {
      throw new UnsupportedStreamingOperation('a stream can be sorted only in complete mode, after an aggregate', { hint: "Sort the memory table, or use outputMode('complete')." })
    }
    if (node.kind === 'limit' && mode === 'update') {
      throw new UnsupportedStreamingOperation('limit on a stream is not allowed in update mode', { hint: "Use outputMode('append') or 'complete'." })
    }
  }
}

function belowIs(node: Node, kind: Node['kind']): boolean {
  return [...walkPlan(node)].some(one => one !== node && one.kind === kind)
}
