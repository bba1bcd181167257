import { batch, type Batch } from '../../batch/batch'
import { takeBatch } from '../../batch/select'
import { formatDuration } from '../../core/duration'
import { InternalError } from '../../core/errors'
import { windowsOf, windowVector } from '../../expr/kernels/windows'
import { isStreaming } from '../../plan/node'
import type { TimeWindow } from '../../plan/nodes/time-window'
import { evaluate } from './evaluate'
import type { Build, Operator } from './operator'
import { rowWise } from './row-wise'

/** One row for each window that covers the row's time, the newest window first; rows without a time go. */
export function timeWindowOperator(node: TimeWindow, build: Build): Operator {
  const time = build.bind(node.time, node.child.schema)
  if (isStreaming(node)) {
    const { windowMicros, slideMicros, startMicros } = node
    build.pin(`window '${node.name}' of ${time.name}: ${formatDuration(windowMicros)}, slide ${formatDuration(slideMicros)}, start ${formatDuration(startMicros)}`)
  }
  return rowWise(build.operator(node.child), (from, run): Batch => {
    const { input, columns: [times] } = evaluate([time], from, run)
    if (times.kind !== 'long') throw new InternalError(`a window is over TIMESTAMP, and got a ${times.kind} column`)
    const windows = windowsOf(times, node)
    const fanned = windows.rows === null ? input : takeBatch(input, windows.rows)
    return batch(node.schema, [...fanned.columns, windowVector(windows, fanned.numRows)], fanned.numRows, fanned.origin)
  })
}
