import { stateWatermarks, type WatermarkOf } from './join-watermarks'
import { childrenOf, isStreaming, type Node } from './node'

/** Which of several watermarks counts for a query: the lowest, or the highest. */
export type WatermarkPolicy = 'min' | 'max'

/**
 * How far event time has come for the rows that a node gives, by the query's watermark; null where no watermark is below it.
 * A join of two streams holds rows back, so what follows it lags behind.
 */
export function outputWatermark(node: Node): WatermarkOf | null {
  if (!isStreaming(node)) return null
  if (node.kind === 'with-watermark') return ms => ms
  // What comes of timers on the wall clock is at no event time.
  if ('timeMode' in node && node.timeMode === 'ProcessingTime') return null
  const input = inputWatermark(node)
  if (node.kind !== 'join' || !node.children.every(isStreaming)) return input
  const { left, right } = stateWatermarks(node)
  return ms => {
    const at = input?.(ms) ?? 0
    return Math.min(at, ...[left, right].flatMap(one => (one === null ? [] : [one.ms(at)])))
  }
}

/** The least of what the node's children give; null where none has a watermark below it. */
export function inputWatermark(node: Node): WatermarkOf | null {
  const inputs = childrenOf(node).flatMap(child => outputWatermark(child) ?? [])
  return inputs.length === 0 ? null : ms => Math.min(...inputs.map(one => one(ms)))
}
