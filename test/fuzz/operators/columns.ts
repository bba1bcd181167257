import { columnRef } from '../../../src/expr/expression'
import { drop, project, withColumn, withColumnRenamed } from '../../../src/plan/nodes/project'
import { quote } from '../../../src/plan/names'
import { stepOf } from '../program'
import { randomType } from '../values'
import { aliased, fresh, type Operator } from './operator'

/** Mostly new columns; some of those below stay, on a stream the event time always. */
export const select: Operator = {
  name: 'select', batch: 3, stream: 1.5,
  make: ({ rng, gen, streaming, timeOf }, { step, node }) => {
    const of = gen(node)
    const made = aliased(rng.times(1 + rng.int(4), () => of.expr(randomType(rng), 1 + rng.int(3))), 'e', node)
    const time = timeOf(node)
    const kept = node.schema.fields.filter(f => !/^e\d/.test(f.name) && (f.name === time || rng.chance(streaming ? 0.7 : 0.4)))
    return stepOf('select', [step], [...kept.map(f => columnRef(quote(f.name))), ...made])
  },
  build: ({ exprs }, [child]) => project(child, exprs),
}

export const addColumn: Operator = {
  name: 'withColumn', batch: 2, stream: 2,
  make: ({ rng, gen, timeOf }, { step, node }) => {
    const time = timeOf(node)
    const over = node.schema.fields.filter(f => f.name !== time)
    const name = rng.chance(0.3) && over.length > 0 ? rng.pick(over).name : fresh('w', node)
    return stepOf('withColumn', [step], [gen(node).expr(randomType(rng), 1 + rng.int(3))], { name })
  },
  build: ({ exprs: [value], args }, [child]) => withColumn(child, args.name as string, value),
}

export const rename: Operator = {
  name: 'withColumnRenamed', batch: 0.4, stream: 0.3,
  make: ({ rng, timeOf }, { step, node }) => {
    const names = node.schema.fields.map(f => f.name).filter(name => name !== timeOf(node))
    return names.length === 0 ? null : stepOf('withColumnRenamed', [step], [], { from: rng.pick(names), to: fresh(rng.pick(['n', 'new ', 'Ü']), node) })
  },
  build: ({ args }, [child]) => withColumnRenamed(child, args.from as string, args.to as string),
}

export const without: Operator = {
  name: 'drop', batch: 0.4, stream: 0.3,
  make: ({ rng, timeOf }, { step, node }) => {
    const names = node.schema.fields.map(f => f.name).filter(name => name !== timeOf(node) && rng.chance(0.3))
    return names.length === 0 || names.length === node.schema.fields.length ? null : stepOf('drop', [step], [], { names })
  },
  build: ({ args }, [child]) => drop(child, args.names as string[]),
}
