import { BIGINT, BOOLEAN, DOUBLE, INT, type DataType } from '../../../src/core/data-type'
import { MONEY } from '../values'
import { call } from '../../../src/expr/expression'
import { isNumber, narrower, number, row, type Production } from './generator'

function arithmetic(fn: string, weight = 1): Production {
  return { fn, weight, to: isNumber, make: (gen, type, depth) => call(fn, [gen.expr(type, depth - 1), gen.expr(narrower(gen, type), depth - 1)]) }
}

function ofNumber(fn: string, result: DataType): Production {
  return { ...row(fn, result, []), make: (gen, _, depth) => call(fn, [gen.expr(gen.rng.pick([INT, BIGINT, DOUBLE, DOUBLE, MONEY]), depth - 1)]) }
}

export const numbers: readonly Production[] = [
  arithmetic('plus', 2), arithmetic('minus'), arithmetic('times'), arithmetic('mod'),
  arithmetic('tryAdd'), arithmetic('trySubtract'), arithmetic('tryMultiply'),
  row('divide', DOUBLE, [DOUBLE, DOUBLE]), row('divide', DOUBLE, [INT, BIGINT]), row('tryDivide', DOUBLE, [DOUBLE, INT]),
  row('divide', MONEY, [MONEY, MONEY]), row('divide', MONEY, [INT, MONEY]), row('tryDivide', MONEY, [MONEY, BIGINT]), ofNumber('floor', MONEY), ofNumber('ceil', MONEY),
  { fn: 'negate', to: isNumber, make: (gen, type, depth) => call('negate', [gen.expr(type, depth - 1)]) },
  { fn: 'abs', to: isNumber, make: (gen, type, depth) => call('abs', [gen.expr(type, depth - 1)]) },
  { fn: 'round', to: isNumber, make: (gen, type, depth) => call('round', [gen.expr(type, depth - 1), gen.rng.pick([number(0), number(1), number(2), number(-1), number(-3)].map(one => (one as (g: typeof gen) => ReturnType<typeof call>)(gen)))]) },
  ofNumber('floor', BIGINT), ofNumber('ceil', BIGINT), ofNumber('sqrt', DOUBLE), ofNumber('isNaN', BOOLEAN),
  row('pow', DOUBLE, [DOUBLE, INT]),
]
