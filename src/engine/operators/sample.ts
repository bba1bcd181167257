import { takeBatch } from '../../batch/select'
import type { Sample } from '../../plan/nodes/sample'
import type { Build, Operator } from './operator'
import { xorShift } from './xor-shift'

/** Spark draws a number a row and keeps it below the fraction; so each partition of its own, and we have one. */
export function sampleOperator(node: Sample, build: Build): Operator {
  const child = build.operator(node.child)
  return {
    async *rows(run) {
      const next = xorShift(node.seed)
      for await (const input of child.rows(run)) {
        const rows: number[] = []
        for (let row = 0; row < input.numRows; row++) if (node.fraction > 0 && next() < node.fraction) rows.push(row)
        if (rows.length > 0) yield takeBatch(input, Int32Array.from(rows))
      }
    },
  }
}
