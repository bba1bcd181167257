import { childrenOf, isStreaming, type Node, type NodeKind } from './node'
import { explainAggregate } from './nodes/aggregate'
import { explainDeduplicate } from './nodes/deduplicate'
import { explainExpand } from './nodes/expand'
import { explainFilter } from './nodes/filter'
import { explainFrameAlias } from './nodes/frame-alias'
import { explainJoin } from './nodes/join'
import { explainLimit } from './nodes/limit'
import { explainLocal } from './nodes/local'
import { explainObserve } from './nodes/observe'
import { explainProject } from './nodes/project'
import { explainSample } from './nodes/sample'
import { explainScan } from './nodes/scan'
import { explainSetOperation } from './nodes/set-operation'
import { explainSessionWindow } from './nodes/session-window'
import { explainSort } from './nodes/sort'
import { explainTimeWindow } from './nodes/time-window'
import { explainTransformWithState } from './nodes/transform-with-state'
import { explainUnion } from './nodes/union'
import { explainWindowed } from './nodes/windowed'
import { explainWithWatermark } from './nodes/with-watermark'

const lines: { readonly [K in NodeKind]: (node: Extract<Node, { kind: K }>) => string } = {
  scan: explainScan,
  local: explainLocal,
  project: explainProject,
  filter: explainFilter,
  'frame-alias': explainFrameAlias,
  'with-watermark': explainWithWatermark,
  'time-window': explainTimeWindow,
  'session-window': explainSessionWindow,
  observe: explainObserve,
  'transform-with-state': explainTransformWithState,
  aggregate: explainAggregate,
  deduplicate: explainDeduplicate,
  expand: explainExpand,
  join: explainJoin,
  sample: explainSample,
  union: explainUnion,
  windowed: explainWindowed,
  'set-operation': explainSetOperation,
  sort: explainSort,
  limit: explainLimit,
}

/** The plan as a tree, the result on top; `[origin]` marks nodes whose rows still know where they came from. */
export function explainPlan(node: Node): string {
  return [`== ${isStreaming(node) ? 'Streaming' : 'Batch'} plan ==`, ...branch(node, '', '')].join('\n')
}

function branch(node: Node, first: string, rest: string): string[] {
  const children = childrenOf(node)
  return [
    `${first}${line(node)}${keepsOrigin(node) ? ' [origin]' : ''}`,
    ...children.flatMap((child, i) => {
      const last = i === children.length - 1
      return branch(child, `${rest}${last ? '+- ' : ':- '}`, `${rest}${last ? '   ' : ':  '}`)
    }),
  ]
}

function line<K extends NodeKind>(node: Extract<Node, { kind: K }>): string {
  return (lines[node.kind] as (node: Extract<Node, { kind: K }>) => string)(node)
}

/** Whether a row of this node still knows its source, partition and offset. */
export function keepsOrigin(node: Node): boolean {
  if (node.kind === 'aggregate' || node.kind === 'transform-with-state' || node.kind === 'local' || node.kind === 'join') return false
  return node.kind === 'scan' || childrenOf(node).some(keepsOrigin)
}
