import { batch } from '../../batch/batch'
import { takeBatch } from '../../batch/select'
import type { SetOperation } from '../../plan/nodes/set-operation'
import { GroupTable } from '../state/group-table'
import { oneZero } from './one-zero'
import type { Build, Operator } from './operator'

/** Counts the rows of the right side, then lets those of the left one pass by what was counted. */
export function setOperationOperator(node: SetOperation, build: Build): Operator {
  const [left, right] = node.children.map(child => build.operator(child))
  const types = node.schema.fields.map(f => f.type)
  return {
    async *rows(run) {
      const table = new GroupTable(types)
      const there: number[] = []
      for await (const input of right.rows(run)) {
        for (const slot of table.slotsOf(input.columns, input.numRows)) there[slot] = (there[slot] ?? 0) + 1
      }
      const done = new Set<number>()
      const passes = (slot: number): boolean => {
        const count = there[slot] ?? 0
        if (node.all) {
          if (count > 0) there[slot] = count - 1
          return (count > 0) === (node.keeps === 'intersect')
        }
        if (done.has(slot)) return false
        done.add(slot)
        return (count > 0) === (node.keeps === 'intersect')
      }
      for await (const input of left.rows(run)) {
        const rows: number[] = []
        table.slotsOf(input.columns, input.numRows).forEach((slot, row) => { if (passes(slot)) rows.push(row) })
        if (rows.length === 0) continue
        const kept = takeBatch(input, Int32Array.from(rows))
        // Spark groups both sides by all of their columns, and hands on what it has grouped by.
        yield batch(node.schema, kept.columns.map(oneZero), kept.numRows, kept.origin)
      }
    },
  }
}
