import { valueAt } from '../../batch/rows'
import type { Observe, Observed } from '../../plan/nodes/observe'
import { evaluate } from './evaluate'
import type { Build, Operator } from './operator'

/** Folds what passes into one group, and tells what it came to. */
export function observeOperator(node: Observe, build: Build): Operator {
  const child = build.operator(node.child)
  const args = node.metrics.map(one => one.call.args.map(arg => build.bind(arg, node.child.schema)))
  const bound = args.flat()
  let observed: Observed = {}
  build.observed({ name: node.name, values: () => observed })
  return {
    async *rows(run) {
      const accumulators = node.metrics.map(one => one.fn.accumulator(one.argTypes, one.type, one.call.options))
      for await (const from of child.rows(run)) {
        const { input, columns } = evaluate(bound, from, run)
        const slots = new Int32Array(input.numRows)
        let at = 0
        accumulators.forEach((one, i) => one.update(slots, columns.slice(at, at += args[i].length), input.numRows))
        yield input
      }
      const slot = Int32Array.of(0)
      observed = Object.fromEntries(accumulators.map((one, i) => [node.metrics[i].name, valueAt(one.result(slot), 0)]))
      if (run.mode === null) node.heard?.(observed)
    },
  }
}
