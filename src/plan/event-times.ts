import type { OutputMode } from '../connectors/contract'
import { resolvePath } from '../expr/bind'
import { SeveralEventTimes } from './errors'
import { watermarkDelayMs } from './metadata'
import { childrenOf, isStreaming, walkPlan, type Node } from './node'
import { joinColumns } from './nodes/join'

/**
 * Refuses an operator with state that would have to choose between event times: two columns with a watermark, be they two
 * frames' or one column under two names. Spark looks when a batch is planned, at what its optimizer has left of the columns.
 */
export function checkEventTimes(optimized: Node, mode: OutputMode): void {
  for (const node of [...walkPlan(optimized)].filter(isStreaming)) {
    if ('aggregates' in node) {
      // Complete mode keeps all groups, but sessions drop what is late in every mode.
      if (mode !== 'complete' || node.sessionKey >= 0) checkColumns(node, node.keys.map((_, at) => at), 'a group has one event time among its keys', 'Group by the window alone, or by the time alone.')
    } else if (node.kind === 'deduplicate' || node.kind === 'transform-with-state') {
      checkColumns(node.child, all(node.child), `${node.kind === 'deduplicate' ? 'dropDuplicates' : 'transformWithState'} goes by one event time`, 'Select the columns it needs before it, with one event time among them.')
    } else if (node.kind === 'join' && node.children.every(isStreaming)) {
      for (const side of node.children) checkColumns(side, all(side), 'a side of a join of two streams has one event time', 'Select the columns the join needs before it, with one event time a side.')
    }
  }
}

function checkColumns(of: Node, columns: readonly number[], rule: string, hint: string): void {
  const times = columns.filter(at => watermarkDelayMs(of.schema.fields[at]) !== undefined)
  // A column that stands there twice is one.
  if (new Set(times.map(at => madeAt(of, at))).size < 2) return
  throw new SeveralEventTimes(`${rule}, and here are ${times.length}: ${times.map(at => of.schema.fields[at].name).join(', ')}`, { hint })
}

function all({ schema }: Node): number[] {
  return schema.fields.map((_, at) => at)
}

/** Where a column is made, as the way down to the node that makes it and its place there. */
function madeAt(node: Node, at: number, way = ''): string {
  const here = `${way}:${at}`
  const made = node.kind === 'project' ? node.expressions : 'aggregates' in node ? node.keys : undefined
  if (made !== undefined && 'child' in node) {
    // A group's key under another name is that key.
    const one = 'aggregates' in node && made[at]?.kind === 'alias' ? made[at].child : made[at]
    if (one?.kind !== 'column') return here
    const [index, ...deeper] = resolvePath(one.path, node.child.schema, one.site).indexes
    return deeper.length > 0 ? here : madeAt(node.child, index, `${way}/0`)
  }
  if (node.kind === 'join') {
    const [l, r] = node.children
    const { left, right } = joinColumns(l.schema, r.schema, node.type, node.using)[at]
    return left < 0 ? madeAt(r, right, `${way}/1`) : right < 0 ? madeAt(l, left, `${way}/0`) : here
  }
  if (node.kind === 'expand' || node.kind === 'set-operation' || node.kind === 'transform-with-state') return here
  const [child] = childrenOf(node)
  return child !== undefined && at < child.schema.fields.length ? madeAt(child, at, `${way}/0`) : here
}
