import { BOOLEAN } from '../../../src/core/data-type'
import { columnRef } from '../../../src/expr/expression'
import { deduplicate } from '../../../src/plan/nodes/deduplicate'
import { filter } from '../../../src/plan/nodes/filter'
import { project } from '../../../src/plan/nodes/project'
import { limit } from '../../../src/plan/nodes/limit'
import { sort } from '../../../src/plan/nodes/sort'
import { union } from '../../../src/plan/nodes/union'
import { withWatermark } from '../../../src/plan/nodes/with-watermark'
import { quote } from '../../../src/plan/names'
import { stepOf, stepsOf } from '../program'
import { IN_ORDER, type Operator } from './operator'

export const where: Operator = {
  name: 'where', batch: 3, stream: 2,
  make: ({ gen }, { step, node }) => stepOf('where', [step], [gen(node).expr(BOOLEAN, 2)]),
  build: ({ exprs: [condition] }, [child]) => filter(child, condition),
}

export const distinct: Operator = {
  name: 'distinct', batch: 1.5, stream: 0.7,
  make: (_, { step }) => stepOf('distinct', [step]),
  build: (_, [child]) => deduplicate(child, []),
}

/** By some columns the row that is kept is the first, of which Spark says nothing: only the keys go on. */
export const dropDuplicates: Operator = {
  name: 'dropDuplicates', batch: 1, stream: 2,
  make: ({ rng, streaming, timeOf }, { step, node }) => {
    const names = node.schema.fields.map(f => f.name).filter(() => rng.chance(0.5))
    const time = timeOf(node)
    if (streaming && time !== undefined && rng.chance(0.6) && !names.includes(time)) names.push(time)
    if (names.length === 0) names.push(rng.pick(node.schema.fields).name)
    // In a stream's single partition rows stay in the order of the files.
    const ordered = streaming && [...stepsOf(step)].every(one => IN_ORDER.has(one.op))
    return stepOf('dropDuplicates', [step], [], { keys: names, within: streaming && rng.chance(0.4), ...(ordered ? {} : { only: true }) })
  },
  build: ({ args }, [child]) => {
    const keys = args.keys as string[]
    const unique = deduplicate(child, keys, args.within === true)
    return args.only === true ? project(unique, keys.map(key => columnRef(quote(key)))) : unique
  },
}

export const unionAll: Operator = {
  name: 'union', batch: 1, stream: 1,
  make: ({ rng, other }, below) => stepOf('union', rng.chance(0.5) ? [below.step, other(below).step] : [other(below).step, below.step]),
  build: (_, [left, right]) => union(left, right),
}

/** Ordered by every column that has an order, so that a limit above it takes rows that are known. */
export const orderBy: Operator = {
  name: 'orderBy', batch: 2, stream: 0.2,
  make: ({ rng }, { step, node }) => {
    const sortable = node.schema.fields.filter(f => !['map', 'null'].includes(f.type.kind) && !/map/.test(JSON.stringify(f.type)))
    if (sortable.length === 0) return null
    return stepOf('orderBy', [step], sortable.map(f => columnRef(quote(f.name))), { orders: sortable.map(() => [rng.chance(0.5), rng.chance(0.5)]) })
  },
  build: ({ exprs, args }, [child]) => sort(child, exprs.map((by, i) => {
    const [descending, nullsFirst] = (args.orders as [boolean, boolean][])[i]
    return { by, descending, nullsFirst }
  })),
}

/** Of rows that stand in no order Spark takes which it likes: above such a stream none, or all that there are. */
export const take: Operator = {
  name: 'limit', batch: 1, stream: 0.4,
  make: ({ rng, streaming }, { step }) => {
    if (!streaming && step.op !== 'orderBy') return null
    const count = rng.int(6)
    const known = step.op === 'orderBy' || [...stepsOf(step)].every(one => IN_ORDER.has(one.op))
    return stepOf('limit', [step], [], { count: known || count === 0 ? count : 1000 + count })
  },
  build: ({ args }, [child]) => limit(child, args.count as number),
}

const DELAYS = ['0 seconds', '1 minute', '10 minutes', '30 minutes', '1 hour', '90 seconds', '1500 milliseconds', '1 day']

export const watermark: Operator = {
  name: 'withWatermark', batch: 0.2, stream: 1,
  make: ({ rng }, { step, node }) => {
    const times = node.schema.fields.filter(f => f.type.kind === 'timestamp')
    if (times.length === 0) return null
    const named = times.find(f => f.name === 'ts') ?? rng.pick(times)
    return stepOf('withWatermark', [step], [], { column: quote(named.name), delay: rng.pick(DELAYS) })
  },
  build: ({ args }, [child]) => withWatermark(child, args.column as string, args.delay as string),
}
