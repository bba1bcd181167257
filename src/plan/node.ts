import type { Aggregate } from './nodes/aggregate'
import type { Filter } from './nodes/filter'
import type { Limit } from './nodes/limit'
import type { Local } from './nodes/local'
import type { Project } from './nodes/project'
import type { Scan } from './nodes/scan'
import type { Sort } from './nodes/sort'
import type { TimeWindow } from './nodes/time-window'
import type { Union } from './nodes/union'
import type { WithWatermark } from './nodes/with-watermark'

/**
 * A query as data: frozen nodes, each knowing its schema, checked when it is made. Engines hold a table over
 * `Node['kind']`, so that the compiler lists what an engine lacks.
 */
export type Node = Scan | Local | Project | Filter | WithWatermark | TimeWindow | Aggregate | Union | Sort | Limit

export type NodeKind = Node['kind']

/** Whether rows keep coming: one streaming scan makes the whole plan a stream. */
export function isStreaming(node: Node): boolean {
  return node.kind === 'scan' ? node.streaming : childrenOf(node).some(isStreaming)
}

export function childrenOf(node: Node): readonly Node[] {
  if ('children' in node) return node.children
  return 'child' in node ? [node.child] : []
}

/** Every node, the result first. */
export function* walkPlan(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* walkPlan(child)
}
