import { formatDuration } from '../../core/duration'
import { field, struct, windowOver, type Schema } from '../../core/data-type'
import { bind } from '../../expr/bind'
import { call, type Call, type Expression } from '../../expr/expression'
import { windowMetadata } from '../metadata'
import type { Node } from '../node'
import { outputField } from '../output-field'

declare module '../node' { interface Nodes { 'time-window': TimeWindow } }

/**
 * Adds a `window` column, one row for each window that covers the row's time (newest first); rows without a time are
 * dropped, as in Spark. Durations are microseconds.
 */
export interface TimeWindow {
  readonly kind: 'time-window'
  readonly child: Node
  readonly schema: Schema
  readonly time: Expression
  readonly name: string
  readonly windowMicros: number
  readonly slideMicros: number
  readonly startMicros: number
}

/** `of` is a call of the function `window`, as `groupBy(window('timestamp', '1 hour'))` writes it. */
export function timeWindow(child: Node, of: Call, name = 'window'): TimeWindow {
  const { windowMicros, slideMicros, startMicros } = of.options as { windowMicros: number; slideMicros: number; startMicros: number }
  const [given] = of.args
  // A window of windows is one of their times.
  const time = bind(given, child.schema).type.kind === 'struct' ? call('windowTime', [given], {}, of.site) : given
  const { type, metadata } = outputField(time, child.schema)
  // Spark's own rule: the struct of a tumbling window is not nullable, that of a sliding one is.
  const schema = struct([...child.schema.fields, field(name, windowOver(type), slideMicros !== windowMicros, windowMetadata(metadata))])
  return Object.freeze({ kind: 'time-window', child, schema, time, name, windowMicros, slideMicros, startMicros })
}

export function explainTimeWindow(node: TimeWindow): string {
  const slide = node.slideMicros === node.windowMicros ? '' : `, slide ${formatDuration(node.slideMicros)}`
  return `TimeWindow ${node.name}: ${formatDuration(node.windowMicros)}${slide}`
}
