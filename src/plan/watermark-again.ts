import type { OutputMode } from '../connectors/contract'
import { RedefinedWatermark } from './errors'
import { childrenOf, isStreaming, walkPlan, type Node } from './node'
import { inputWatermark, type WatermarkPolicy } from './watermarks'

/**
 * Refuses a watermark above another. Spark does when it plans the first batch whose watermark has moved; here the query
 * does not begin. It is played where the watermark never moves: what comes out of an append-mode aggregate waits for it,
 * so that the one above sees no row, and the lowest of all is the one that counts.
 */
export function checkWatermarks(optimized: Node, mode: OutputMode, policy: WatermarkPolicy): void {
  const marks = [...walkPlan(optimized)].flatMap(node => ('delayMs' in node && isStreaming(node) ? [node] : []))
  if (policy === 'min' && marks.some(one => waits(one.child, mode))) return
  const again = marks.find(one => inputWatermark(one) !== null)
  if (again === undefined) return
  throw new RedefinedWatermark(`withWatermark('${again.column}', …) stands above another withWatermark, and the watermark of a stream is said once`, {
    hint: 'Leave it out: a column keeps its watermark through select, where, joins and windows. Or say it of each input, before anything else.',
  })
}

/** Whether no row comes out of a node before the watermark moves. */
function waits(node: Node, mode: OutputMode): boolean {
  const inputs = childrenOf(node).filter(isStreaming)
  if ('aggregates' in node) return mode === 'append'
  if ('residual' in node) return inputs.some(one => waits(one, mode))
  return inputs.length > 0 && inputs.every(one => waits(one, mode))
}
