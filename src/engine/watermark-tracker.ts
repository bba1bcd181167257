import type { WatermarkPolicy } from '../plan/watermarks'
import type { WatermarkNode } from './operators/operator'

/** How far event time has come, by each watermark node and for the whole query; in ms, from 0 (1970), never back. */
export interface WatermarkTracker {
  readonly globalMs: number
  readonly perNode: readonly number[]
  /** At a batch's end: looks at the event times it saw. */
  advance(): void
}

export function watermarkTracker(nodes: readonly WatermarkNode[], policy: WatermarkPolicy, from?: { readonly globalMs: number; readonly perNode: readonly number[] }): WatermarkTracker {
  // A node that has seen nothing yet counts as 0, and so holds a query of several back under `min`.
  const perNode = nodes.map((_, i) => from?.perNode[i] ?? 0)
  let globalMs = from?.globalMs ?? 0
  return {
    get globalMs() { return globalMs },
    get perNode() { return [...perNode] },
    advance: () => {
      nodes.forEach((node, i) => {
        const { count, max } = node.stats()
        if (count > 0) perNode[i] = Math.max(perNode[i], max - node.delayMs)
      })
      if (perNode.length > 0) globalMs = Math.max(globalMs, policy === 'max' ? Math.max(...perNode) : Math.min(...perNode))
    },
  }
}
