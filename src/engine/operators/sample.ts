import { takeBatch } from '../../batch/select'
import type { Sample } from '../../plan/nodes/sample'
import { firstJavaLong } from './java-random'
import type { Build, Operator } from './operator'
import { poisson } from './poisson'
import { xorShift } from './xor-shift'

/** Spark draws a number a row, and keeps a row below the fraction; so each partition of its own, and we have one. */
export function sampleOperator(node: Sample, build: Build): Operator {
  const child = build.operator(node.child)
  return {
    async *rows(run) {
      const times = timesOf(node)
      for await (const input of child.rows(run)) {
        const rows: number[] = []
        for (let row = 0; row < input.numRows; row++) for (let left = times(); left > 0; left--) rows.push(row)
        if (rows.length > 0) yield takeBatch(input, Int32Array.from(rows))
      }
    },
  }
}

/** How often each row is taken, row by row. */
function timesOf({ fraction, seed, again }: Sample): () => number {
  if (fraction === 0) return () => 0
  if (again) return poisson(fraction, firstJavaLong(seed))
  const next = xorShift(seed)
  return () => (next() < fraction ? 1 : 0)
}
