import { batch, type Batch } from '../../batch/batch'
import { rowAt } from '../../batch/rows'
import { takeBatch } from '../../batch/select'
import { InternalError } from '../../core/errors'
import { originAt } from '../../core/origin'
import type { Filter } from '../../plan/nodes/filter'
import { evaluate } from './evaluate'
import type { BatchRun, Build, Operator } from './operator'
import { rowWise } from './row-wise'

export function filterOperator(node: Filter, build: Build): Operator {
  const condition = build.bind(node.condition, node.child.schema)
  return rowWise(build.operator(node.child), (from, run) => {
    const { input, columns: [kept] } = evaluate([condition], from, run)
    if (kept.kind !== 'boolean' && kept.kind !== 'null') throw new InternalError(`a condition gave a ${kept.kind} column`)
    const selected = new Int32Array(input.numRows)
    let count = 0
    if (kept.kind === 'boolean') {
      const { values, validity } = kept
      for (let i = 0; i < selected.length; i++) if (values[i] === 1 && (validity === null || validity[i] === 1)) selected[count++] = i
    }
    if (node.quarantine !== undefined && count < input.numRows) quarantine(input, selected.subarray(0, count), node.quarantine, run)
    if (count === input.numRows) return batch(node.schema, input.columns, count, input.origin)
    const taken = takeBatch(input, selected.subarray(0, count))
    return batch(node.schema, taken.columns, count, taken.origin)
  })
}

/** Copies of the rows that go. */
function quarantine(of: Batch, kept: Int32Array, reason: string, run: BatchRun): void {
  for (let row = 0, at = 0; row < of.numRows; row++) {
    if (at < kept.length && kept[at] === row) at++
    else run.ledger.add('quarantined', () => ({ reason, origin: of.origin === null ? null : originAt(of.origin, row), row: rowAt(of, row) }))
  }
}
