import { BOOLEAN, type DataType } from '../../../src/core/data-type'
import { call } from '../../../src/expr/expression'
import { isNested, row, type Production } from './generator'

const isBoolean = (type: DataType): boolean => type.kind === 'boolean'

function comparison(fn: string, weight = 1): Production {
  return {
    fn, weight, to: isBoolean,
    make: (gen, _, depth) => {
      const type = gen.orderable()
      return call(fn, [gen.expr(type, depth - 1), gen.expr(type, depth - 1)])
    },
  }
}

function sameTyped(fn: string, least: number, most: number, to: (type: DataType) => boolean): Production {
  return { fn, to, weight: 0.7, make: (gen, type, depth) => call(fn, gen.rng.times(least + gen.rng.int(most - least + 1), () => gen.expr(type, depth - 1))) }
}

export const choices: readonly Production[] = [
  ...['eq', 'neq', 'lt', 'leq', 'gt', 'geq', 'eqNullSafe'].map(fn => comparison(fn)),
  { ...comparison('between'), make: (gen, _, depth) => { const type = gen.orderable(); return call('between', gen.rng.times(3, () => gen.expr(type, depth - 1))) } },
  { ...comparison('isin'), make: (gen, _, depth) => { const type = gen.orderable(); return call('isin', [gen.expr(type, depth - 1), ...gen.rng.times(1 + gen.rng.int(4), () => gen.expr(type, 0))]) } },
  row('and', BOOLEAN, [BOOLEAN, BOOLEAN]), row('or', BOOLEAN, [BOOLEAN, BOOLEAN]), row('not', BOOLEAN, [BOOLEAN]),
  { fn: 'isNull', to: isBoolean, make: (gen, _, depth) => call('isNull', [gen.expr(gen.orderable(), depth - 1)]) },
  { fn: 'isNotNull', to: isBoolean, make: (gen, _, depth) => call('isNotNull', [gen.expr(gen.orderable(), depth - 1)]) },
  {
    fn: 'when', to: () => true, weight: 0.7,
    make: (gen, type, depth) => {
      const cases = gen.rng.times(1 + gen.rng.int(2), () => [gen.expr(BOOLEAN, depth - 1), gen.expr(type, depth - 1)]).flat()
      return call('when', gen.rng.chance(0.6) ? [...cases, gen.expr(type, depth - 1)] : cases)
    },
  },
  sameTyped('coalesce', 1, 3, () => true), sameTyped('ifNull', 2, 2, () => true),
  sameTyped('nullif', 2, 2, type => !isNested(type)), sameTyped('greatest', 2, 3, type => !isNested(type)), sameTyped('least', 2, 3, type => !isNested(type)),
]
