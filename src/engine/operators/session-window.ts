import { batch } from '../../batch/batch'
import { takeBatch, takeVector } from '../../batch/select'
import { rowsWhere } from '../../expr/kernels/evaluate-where'
import { isStreaming } from '../../plan/node'
import { explainSessionWindow, type SessionWindow } from '../../plan/nodes/session-window'
import { evaluate } from './evaluate'
import type { Build, Operator } from './operator'
import { rowWise } from './row-wise'

/** Each row with its own session; rows that start none go. */
export function sessionWindowOperator(node: SessionWindow, build: Build): Operator {
  const session = build.bind(node.call, node.child.schema)
  if (isStreaming(node)) build.pin(`${explainSessionWindow(node)} of ${session.name}`)
  return rowWise(build.operator(node.child), (from, run) => {
    const { input, columns: [sessions] } = evaluate([session], from, run)
    if (sessions.validity === null || !sessions.validity.includes(0)) return batch(node.schema, [...input.columns, sessions], input.numRows, input.origin)
    const rows = rowsWhere(sessions.validity)
    const kept = takeBatch(input, rows)
    return batch(node.schema, [...kept.columns, takeVector(sessions, rows)], kept.numRows, kept.origin)
  })
}
