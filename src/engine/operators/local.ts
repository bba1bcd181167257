import type { Local } from '../../plan/nodes/local'
import { batch } from '../../batch/batch'
import type { Operator } from './operator'

export function localOperator(node: Local): Operator {
  return {
    async *rows() {
      for (const one of node.batches()) if (one.numRows > 0) yield batch(node.schema, one.columns, one.numRows, one.origin)
    },
  }
}
