import { NULL } from '../../../src/core/data-type'
import { call, columnRef, literal, type Expression } from '../../../src/expr/expression'
import { withColumn } from '../../../src/plan/nodes/project'
import { quote } from '../../../src/plan/names'
import type { Node } from '../../../src/plan/node'
import { randomAggregate } from '../aggregates'
import { stepOf } from '../program'
import { fresh, type Making, type Operator } from './operator'

/** A function of a row's place, or an aggregate. */
function overWhat({ rng, gen }: Making, node: Node): { fn: Expression; framed: boolean } {
  const of = gen(node)
  const value = (): Expression => of.expr(of.orderable(), rng.int(2))
  const nulls = rng.chance(0.3) ? { ignoreNulls: true } : {}
  switch (rng.int(7)) {
    case 0: return { fn: call(rng.pick(['rowNumber', 'rank', 'denseRank', 'percentRank', 'cumeDist']), []), framed: false }
    case 1: return { fn: call('ntile', [], { parts: 1 + rng.int(4) }), framed: false }
    case 2: return { fn: call(rng.pick(['lag', 'lead']), [value(), literal(null, NULL)], { offset: rng.int(3), ...nulls }), framed: false }
    case 3: {
      const type = of.orderable()
      return { fn: call(rng.pick(['lag', 'lead']), [of.expr(type, 1), of.lit(type)], { offset: 1, ...nulls }), framed: false }
    }
    case 4: return { fn: call('nthValue', [value()], { nth: 1 + rng.int(3), ...nulls }), framed: true }
    default: return { fn: randomAggregate(of, true), framed: true }
  }
}

/** Ordered by every column that has an order, so that which row comes before which is known. */
export const overRows: Operator = {
  name: 'over', batch: 1.5, stream: 0.03,
  make: (making, { step, node }) => {
    const { rng } = making
    const sortable = node.schema.fields.filter(f => !/"kind":"(map|null)"/.test(JSON.stringify(f.type)))
    if (sortable.length === 0) return null
    const { fn, framed } = overWhat(making, node)
    const columns = sortable.map(f => columnRef(quote(f.name)))
    const first = rng.int(columns.length)
    const order = [...columns.slice(first), ...columns.slice(0, first)]
    const partition = rng.chance(0.7) ? [rng.pick(columns)] : []
    const rows = [[-Infinity, 0], [-1, 1], [0, Infinity], [-Infinity, Infinity], [-2, -1], [1, 2]]
    const frame = framed && rng.chance(0.6) ? (([start, end]) => ({ unit: 'rows', start, end }))(rng.pick(rows)) : null
    const over = call('over', [fn, ...partition, ...order], { partitions: partition.length, orders: order.map(() => ({ descending: rng.chance(0.4), nullsFirst: rng.chance(0.5) })), frame })
    return stepOf('over', [step], [over], { name: fresh('v', node) })
  },
  build: ({ exprs: [over], args }, [child]) => withColumn(child, args.name as string, over),
}
