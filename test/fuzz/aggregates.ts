import { BIGINT, BOOLEAN, DOUBLE, INT, STRING, TIMESTAMP, type DataType } from '../../src/core/data-type'
import { call, type Expression } from '../../src/expr/expression'
import { functionNames, functionOf } from '../../src/expr/registry'
import type { Gen } from './expressions'
import { MONEY } from './values'

interface Aggregate {
  readonly fn: string
  readonly weight: number
  make(gen: Gen): Expression
}

const numeric = (gen: Gen): DataType => gen.rng.pick([INT, INT, BIGINT, DOUBLE, MONEY])

function of(fn: string, weight: number, ...args: readonly (DataType | ((gen: Gen) => DataType))[]): Aggregate {
  return { fn, weight, make: gen => call(fn, args.map(arg => gen.expr(typeof arg === 'function' ? arg(gen) : arg, gen.rng.int(2)))) }
}

const orderable = (gen: Gen): DataType => gen.orderable()

function picked(fn: string): Aggregate {
  return { fn, weight: 0.7, make: gen => call(fn, [gen.expr(gen.orderable(), 0)], gen.rng.chance(0.4) ? { ignoreNulls: true } : {}) }
}

function percentile(fn: string, ...percentages: readonly number[]): Aggregate {
  return { fn, weight: 0.4, make: gen => call(fn, [gen.expr(numeric(gen), 0)], { percentages }) }
}

const listed: readonly Aggregate[] = [
  { fn: 'count', weight: 2, make: gen => call('count', gen.rng.chance(0.5) ? [] : [gen.expr(gen.orderable(), gen.rng.int(2))]) },
  of('countIf', 1, BOOLEAN), of('sum', 3, numeric), of('avg', 2, numeric), of('min', 2, orderable), of('max', 2, orderable),
  of('collectList', 0.7, orderable), of('collectSet', 0.7, orderable), of('boolAnd', 0.6, BOOLEAN), of('boolOr', 0.6, BOOLEAN),
  of('countDistinct', 0.4, orderable), of('countDistinct', 0.3, orderable, orderable),
  picked('first'), picked('last'), picked('anyValue'), of('minBy', 0.7, orderable, orderable), of('maxBy', 0.7, orderable, orderable),
  ...['stddev', 'stddevPop', 'variance', 'varPop', 'skewness', 'kurtosis'].map(fn => of(fn, 0.4, numeric)),
  ...['corr', 'covarPop', 'covarSamp'].map(fn => of(fn, 0.3, numeric, numeric)),
  percentile('percentile', 0.25), percentile('percentiles', 0, 0.5, 0.9), percentile('median', 0.5),
]

/** An aggregate that no row tells of, over what its type rule takes. */
function probed(fn: string): Aggregate[] {
  const one = functionOf(fn)
  if (one.is !== 'aggregate') return []
  const types = [STRING, INT, BIGINT, DOUBLE, BOOLEAN, TIMESTAMP, MONEY]
  return [...types.map(a => [a]), ...types.flatMap(a => types.map(b => [a, b]))].flatMap(args => {
    try {
      one.resultType(args, {}, args.map(type => ({ type, nullable: true, name: 'a', evaluate: () => { throw new Error('not run') } })))
      return [of(fn, 0.1, ...args)]
    } catch {
      return []
    }
  })
}

const told = new Set(listed.map(one => one.fn))
const aggregates: readonly Aggregate[] = [...listed, ...functionNames().filter(fn => !told.has(fn)).flatMap(probed)]

/** What picks one of the rows. */
export const BY_ORDER: readonly string[] = ['first', 'last', 'anyValue', 'minBy', 'maxBy']

/** Where the order of rows is not known, none that picks one of them. */
export function randomAggregate(gen: Gen, inOrder: boolean): Expression {
  return gen.rng.weighted(aggregates.filter(one => inOrder || !BY_ORDER.includes(one.fn)).map(one => [one.weight, one] as const)).make(gen)
}

export const aggregateNames: readonly string[] = [...new Set(aggregates.map(one => one.fn))]
