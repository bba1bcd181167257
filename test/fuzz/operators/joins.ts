import { BOOLEAN, DAY_TO_SECOND, sameType, struct } from '../../../src/core/data-type'
import { DayTimeInterval } from '../../../src/core/interval'
import { call, columnRef, literal, type Expression } from '../../../src/expr/expression'
import { joinOn, joinUsing, type JoinType } from '../../../src/plan/nodes/join'
import { quote } from '../../../src/plan/names'
import { stepOf } from '../program'
import { genOf, productions } from '../expressions'
import type { Operator } from './operator'

const TYPES: readonly (readonly [number, JoinType])[] = [[4, 'inner'], [2, 'left'], [2, 'right'], [1.5, 'full'], [1.5, 'semi'], [1, 'anti'], [0.3, 'cross']]

/** Whether `r_ts` lies within some minutes of `ts`: what lets an outer join of streams forget. */
function range(making: Parameters<Operator['make']>[0], left: string, right: string): Expression[] {
  const { rng } = making
  const by = (micros: number): Expression => literal(new DayTimeInterval(BigInt(micros)), DAY_TO_SECOND)
  const [a, b] = [columnRef(left), columnRef(right)]
  const bounds = [
    call(rng.pick(['geq', 'gt']), [b, rng.chance(0.5) ? a : call('minus', [a, by(rng.pick([60e6, 600e6]))])]),
    call(rng.pick(['leq', 'lt']), [b, call('plus', [a, by(rng.pick([60e6, 600e6, 3600e6]))])]),
  ]
  return rng.chance(0.8) ? bounds : [rng.pick(bounds)]
}

export const join: Operator = {
  name: 'join', batch: 2.5, stream: 2.5,
  make: (making, below) => {
    const { rng, other, streaming, timeOf } = making
    const right = other()
    const taken = new Set(right.node.schema.fields.map(f => f.name))
    if (below.node.schema.fields.some(f => taken.has(f.name) && f.name !== 'k')) return null
    // A cross join of two streams that has a condition fails inside Spark.
    const type = rng.weighted(streaming ? TYPES.filter(([, one]) => one !== 'cross') : TYPES)
    const both = struct([...below.node.schema.fields, ...right.node.schema.fields].filter(f => f.name !== 'k'))
    const left = below.node.schema.fields.find(f => f.name === 'k')
    const shared = left !== undefined && taken.has('k')
    if (shared && rng.chance(streaming ? 0.3 : 0.6)) return stepOf('join', [below.step, right.step], [], { type, using: ['k'] })
    if (shared || rng.chance(0.05)) return stepOf('join', [below.step, right.step], [], { type, using: shared ? ['k'] : [] })
    const pairs = below.node.schema.fields.flatMap(l => right.node.schema.fields.filter(r => sameType(l.type, r.type) && !/map/.test(JSON.stringify(l.type))).map(r => [l, r] as const))
    const conditions: Expression[] = []
    if (pairs.length > 0 && rng.chance(0.9)) {
      const [l, r] = rng.pick(pairs)
      conditions.push(call(rng.chance(0.1) ? 'eqNullSafe' : 'eq', [columnRef(quote(l.name)), columnRef(quote(r.name))]))
    }
    const [lt, rt] = [timeOf(below.node), timeOf(right.node)]
    if (lt !== undefined && rt !== undefined && rng.chance(0.8)) {
      if (rng.chance(0.15)) conditions.push(call('eq', [columnRef(quote(lt)), columnRef(quote(rt))]))
      else conditions.push(...range(making, quote(lt), quote(rt)))
    }
    if (rng.chance(0.2)) conditions.push(genOf({ rng, schema: both, productions, wild: 0.1, odd: 0 }).expr(BOOLEAN, 2))
    return stepOf('join', [below.step, right.step], conditions, { type, using: [] })
  },
  build: ({ exprs, args }, [left, right]) => {
    const { type, using } = args as { type: JoinType; using: string[] }
    if (using.length > 0) return joinUsing(left, right, using, type)
    return joinOn(left, right, exprs.length === 0 ? null : exprs.reduce((a, b) => call('and', [a, b])), type)
  },
}
