import { STRING } from '../../../src/core/data-type'
import { alias, call, columnRef, literal, walk, type Expression } from '../../../src/expr/expression'
import { aggregate } from '../../../src/plan/nodes/aggregate'
import { cubeSets, groupingSets, rollupSets } from '../../../src/plan/grouping-sets'
import { pivot, type PivotValue } from '../../../src/plan/pivot'
import { quote } from '../../../src/plan/names'
import type { Node } from '../../../src/plan/node'
import { BY_ORDER, randomAggregate } from '../aggregates'
import { stepOf, stepsOf, type Step } from '../program'
import { aliased, fresh, IN_ORDER, type Making, type Operator } from './operator'

const MINUTE = 60e6
const WINDOWS: readonly (readonly [number, number])[] = [
  [60, 60], [10, 10], [30, 30], [7, 7], [60, 30], [10, 3], [15, 5], [30, 7], [1440, 1440], [0.5, 0.5], [60, 60], [60, 60],
]

/** A window of any slide and start over a time. */
export function randomWindow({ rng }: Making, time: Expression): Expression {
  const [length, slide] = rng.pick(WINDOWS)
  const startMicros = rng.chance(0.75) ? 0 : Math.trunc((rng.int(2000) - 1000) / 1000 * slide * MINUTE)
  return call('window', [time], { windowMicros: length * MINUTE, slideMicros: slide * MINUTE, startMicros })
}

/** Without sessions where they are grouped in sets: Spark fails there with an error of its own. */
function keysOf(making: Making, node: Node, atLeast: number, sessions: boolean): Expression[] {
  const { rng, gen, streaming, timeOf } = making
  const time = timeOf(node)
  const keyable = node.schema.fields.filter(f => f.name !== time && !/map/.test(JSON.stringify(f.type)))
  const of = gen(node)
  const plain = rng.times(Math.max(atLeast, rng.int(3)), (i): Expression => (keyable.length > 0 && rng.chance(0.8)
    ? columnRef(quote(rng.pick(keyable).name)) : alias(of.expr(of.orderable(), 1 + rng.int(2)), `${fresh('k', node)}${i}`)))
  const keys = plain.filter((key, i) => key.kind !== 'column' || plain.findIndex(one => one.kind === 'column' && one.path === key.path) === i)
  const times = node.schema.fields.filter(f => f.type.kind === 'timestamp')
  if (times.length > 0 && rng.chance(streaming ? 0.75 : 0.3)) {
    const over = columnRef(quote(time ?? rng.pick(times).name))
    const key = sessions && rng.chance(0.2) ? call('sessionWindow', [over, literal(rng.pick(['5 minutes', '10 minutes', '90 seconds', '1 hour']), STRING)])
      : rng.chance(0.9) || !streaming ? randomWindow(making, over) : over
    keys.splice(rng.int(keys.length + 1), 0, key)
  }
  return keys
}

const REMEMBERS = new Set(['groupBy', 'rollup', 'cube', 'distinct', 'dropDuplicates', 'join', 'limit'])

function makeGroups(name: string, atLeast: number): Operator['make'] {
  return (making, { step, node }) => {
    const { rng, gen, streaming } = making
    // A server has the sets as a union, and what remembers rows below them once for each.
    if (streaming && name !== 'groupBy' && [...stepsOf(step)].some(one => REMEMBERS.has(one.op))) return null
    const keys = keysOf(making, node, atLeast, name === 'groupBy')
    const aggregates = aliased(rng.times(1 + rng.int(4), () => randomAggregate(gen(node), inOrder(step))), 'g', node)
    // Beside distinct values Spark folds in another order than rows come in.
    const counts = [...aggregates.flatMap(one => [...walk(one)])].some(one => one.kind === 'call' && one.fn === 'countDistinct')
    const settled = counts ? aggregates.filter(one => ![...walk(one)].some(of => of.kind === 'call' && BY_ORDER.includes(of.fn))) : aggregates
    return stepOf(name, [step], [...keys, ...settled])
  }
}

function inOrder(step: Step): boolean {
  return [...stepsOf(step)].every(one => IN_ORDER.has(one.op))
}

function parts({ exprs }: Step): [Expression[], Expression[]] {
  // An expression may have been dropped while a program was made smaller; what is no key is named g….
  const aggregates = exprs.filter(one => one.kind === 'alias' && /^g\d+$/.test(one.name))
  return [exprs.filter(one => !aggregates.includes(one)), aggregates]
}

export const groupBy: Operator = {
  name: 'groupBy', batch: 5, stream: 5, make: makeGroups('groupBy', 0),
  build: (step, [child]) => aggregate(child, ...parts(step)),
}

export const rollup: Operator = {
  name: 'rollup', batch: 0.7, stream: 0.3, make: makeGroups('rollup', 1),
  build: (step, [child]) => {
    const [keys, aggregates] = parts(step)
    return groupingSets(child, keys, rollupSets(keys.length), aggregates)
  },
}

export const cube: Operator = {
  name: 'cube', batch: 0.5, stream: 0.2, make: makeGroups('cube', 1),
  build: (step, [child]) => {
    const [keys, aggregates] = parts(step)
    return groupingSets(child, keys, cubeSets(keys.length), aggregates)
  },
}

export const pivoted: Operator = {
  name: 'pivot', batch: 0.7, stream: 0.05,
  make: (making, { step, node }) => {
    const { rng, gen } = making
    const by = node.schema.fields.filter(f => ['string', 'int', 'boolean'].includes(f.type.kind))
    if (by.length === 0) return null
    const { name, type } = rng.pick(by)
    const values = { string: ['a', 'b', ''], int: [0, 1, 42], boolean: [true, false] }[type.kind as 'string' | 'int' | 'boolean'].slice(0, 1 + rng.int(3))
    const keys = keysOf(making, node, 1, false).filter(key => key.kind !== 'column' || key.path !== quote(name))
    if (keys.length === 0) return null
    const aggregates = aliased(rng.times(1 + rng.int(2), () => randomAggregate(gen(node), inOrder(step))), 'g', node)
    return stepOf('pivot', [step], [...keys, ...aggregates], { by: quote(name), values, type })
  },
  build: (step, [child]) => {
    const [keys, aggregates] = parts(step)
    const { by, values, type } = step.args as { by: string; values: PivotValue[]; type: Parameters<typeof literal>[1] }
    return pivot(child, keys, aggregates, { by: columnRef(by), values, literals: values.map(value => literal(value, type)), names: aggregates.map(one => (one.kind === 'alias' ? one.name : '')) })
  },
}
