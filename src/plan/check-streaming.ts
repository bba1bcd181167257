import type { OutputMode } from '../connectors/contract'
import { walk, type Expression } from '../expr/expression'
import { NondeterministicAggregate, NonTimeWindow, StreamFailed, UnsupportedOutputMode, UnsupportedStreamingOperation, WriteStreamNotAllowed } from './errors'
import { checkEventTimes } from './event-times'
import type { Aggregate } from './nodes/aggregate'
import { watermarkDelayMs } from './metadata'
import { sameName } from './names'
import { eventTimeColumn, type Deduplicate } from './nodes/deduplicate'
import { BY_BATCH } from './push-filters'
import { hasRangeFor, watermarkedKey } from './join-watermarks'
import type { Join } from './nodes/join'
import { isStreaming, walkPlan, type Node } from './node'
import { optimize } from './optimize'
import { checkWatermarks } from './watermark-again'
import type { WatermarkPolicy } from './watermarks'

/** Refuses what Spark refuses of a streaming query, before it starts. */
export function checkStreaming(plan: Node, mode: OutputMode, policy: WatermarkPolicy = 'min'): void {
  if (!isStreaming(plan)) {
    throw new WriteStreamNotAllowed('writeStream needs a streaming frame, and this one is a batch', { hint: 'Start from spark.readStream, or use collect(), show() or write.' })
  }
  const nodes = [...walkPlan(plan)].filter(isStreaming)
  const aggregates = nodes.filter(node => node.kind === 'aggregate')
  if (mode === 'complete' && aggregates.length === 0) {
    throw new UnsupportedOutputMode("complete needs an aggregate; without one there is no table to show whole", { hint: "Use outputMode('append')." })
  }
  aggregates.forEach((aggregate, i) => { checkMode(aggregate, mode, i === 0) })
  for (const one of aggregates.flatMap(node => node.aggregates)) {
    if (one.fn.batchOnly !== undefined) {
      throw new UnsupportedStreamingOperation(`${one.fn.name} on a stream would have to keep every value for ever`, { hint: one.fn.batchOnly })
    }
  }
  for (const node of nodes) {
    if (node.kind === 'join') checkJoin(node, mode)
    if (node.kind === 'windowed') {
      throw new NonTimeWindow('a stream has no last row to order others by, so no function stands over a window there', { hint: 'Group by window(…) of time, or work on each batch in foreachBatch.' })
    }
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
  if (mode !== 'append' && nodes.some(node => remembers(node) && belowIs(node, 'aggregate'))) {
    throw new UnsupportedStreamingOperation(`an aggregate's rows can go on into another operator with state in append mode only, and this is ${mode}`, { hint: "Use outputMode('append'), with a window of the watermark's column in each." })
  }
  for (const aggregate of aggregates) checkArguments(aggregate)
  for (const aggregate of aggregates) checkKeys(aggregate)
  const optimized = optimize(plan)
  checkEventTimes(optimized, mode)
  checkWatermarks(optimized, mode, policy)
}

function checkMode(aggregate: Aggregate, mode: OutputMode, last: boolean): void {
  if (aggregate.sessionKey >= 0 && mode === 'update' && last) {
    throw new UnsupportedOutputMode('sessions grow and merge, so update cannot say which of them a row replaces', { hint: "Use outputMode('append') or 'complete'." })
  }
  if (mode === 'append' && aggregate.eventTimeKey < 0) {
    throw new UnsupportedOutputMode('append of an aggregate needs a watermark on a window or a time among its keys', {
      hint: "Write withWatermark(column, delay) before groupBy and group by a window of that column, or use outputMode('update') or 'complete'.",
    })
  }
}

/** What Spark says when the first batch is analyzed: by then the current time is its batch's. */
function checkArguments({ aggregates }: Aggregate): void {
  for (const { call } of aggregates) {
    const clock = [...walk(call)].find(one => one.kind === 'call' && BY_BATCH.has(one.fn))
    if (clock?.kind === 'call') {
      throw new NondeterministicAggregate(`${call.fn} of a stream takes no ${clock.fn}, which another batch says otherwise`, { site: clock.site, hint: `Make it a column first: withColumn('now', ${clock.fn}()), and aggregate that.` })
    }
  }
}

/** What Spark says when the first batch is planned; a key that is the same of every row is none by then. */
function checkKeys({ keys, sessionKey }: Aggregate): void {
  if (sessionKey >= 0 && keys.every((key, at) => at === sessionKey || isConstant(key))) throw new StreamFailed('sessions of a whole stream are not supported: sessionWindow needs another key beside it', { hint: "Group by what the sessions are of: groupBy(sessionWindow('timestamp', '10 minutes'), 'user')." })
}

function isConstant(of: Expression): boolean {
  return ![...walk(of)].some(one => one.kind === 'column' || (one.kind === 'call' && one.fn === 'currentTimestamp'))
}

/** What Spark says of joins in its own words: which sides may stream, and what clears the state of an outer join. */
function checkJoin(node: Join, mode: OutputMode): void {
  const { type } = node
  const [left, right] = node.children.map(isStreaming)
  const refuse = (what: string, hint: string): never => { throw new UnsupportedStreamingOperation(what, { hint }) }
  if (left && right) {
    if (mode !== 'append') refuse(`a join of two streams runs in append mode only, and this is ${mode}`, "Use outputMode('append').")
    if (type === 'anti') refuse('an anti join of two streams is not supported', 'Use a left join, and keep the rows whose right side is null.')
    if (type === 'inner' || type === 'cross') return
    const bounded = type === 'full' ? hasRangeFor(node, 'left') || hasRangeFor(node, 'right') : hasRangeFor(node, type === 'right' ? 'right' : 'left')
    if (watermarkedKey(node) < 0 && !bounded) {
      refuse(`a ${type} join of two streams needs a watermark on a key, or one on the other side and a condition that bounds the time`, 'Write withWatermark on both sides, and a condition such as paid <= seen + 10 minutes.')
    }
    return
  }
  const wrong = left ? type === 'right' || type === 'full' : type !== 'inner' && type !== 'cross' && type !== 'right'
  if (wrong) refuse(`a ${type} join with a stream on the ${left ? 'left' : 'right'} and a batch frame on the other side is not supported`, left ? 'Use inner, left, semi or anti.' : 'Use inner or right.')
}

/** Whether an operator of a stream has state that a row changed later would spoil; Spark leaves out duplicates without a time among their keys. */
function remembers(node: Node): boolean {
  switch (node.kind) {
    case 'aggregate': case 'transform-with-state': return true
    case 'join': return node.children.every(isStreaming)
    case 'deduplicate': return node.withinWatermark || node.keys.some(key => isEventTime(node, key))
    default: return false
  }
}

function isEventTime({ child }: Deduplicate, key: string): boolean {
  return child.schema.fields.some(f => sameName(f.name, key) && watermarkDelayMs(f) !== undefined)
}

function belowIs(node: Node, kind: Node['kind']): boolean {
  return [...walkPlan(node)].some(one => one !== node && one.kind === kind && isStreaming(one))
}
