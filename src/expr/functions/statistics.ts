import { DOUBLE } from '../../core/data-type'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { DivideByZero } from '../errors'
import { requireNumber } from '../kernels/coerce'
import { doubleState, type DoubleState } from '../kernels/double-state'
import { register, type AggregateFunction } from '../registry'
import { textAsDouble } from '../text-as-double'
import type { Takes } from '../type-rules'

declare module '../ops' {
  interface Ops<S, R> {
    stddev: Takes<S, 'stddev', R, ['a number'], 'DOUBLE'>
    stddevPop: Takes<S, 'stddevPop', R, ['a number'], 'DOUBLE'>
    variance: Takes<S, 'variance', R, ['a number'], 'DOUBLE'>
    varPop: Takes<S, 'varPop', R, ['a number'], 'DOUBLE'>
    skewness: Takes<S, 'skewness', R, ['a number'], 'DOUBLE'>
    kurtosis: Takes<S, 'kurtosis', R, ['a number'], 'DOUBLE'>
    corr: Takes<S, 'corr', R, ['a number'], 'DOUBLE'>
    covarPop: Takes<S, 'covarPop', R, ['a number'], 'DOUBLE'>
    covarSamp: Takes<S, 'covarSamp', R, ['a number'], 'DOUBLE'>
  }
}

/**
 * The standard deviation of a group's values as of a sample, nulls left out; null below two values. Spark: `stddev`,
 * `stddev_samp`.
 *
 * @example
 * stddev('n')
 */
export function stddev<const C extends ColumnOrName>(column: C): Column<['stddev', AstOf<C>]> {
  return makeCall('stddev', [argument(column)])
}

/**
 * The standard deviation of a group's values as of all there are; null where there is none. Spark: `stddev_pop`.
 *
 * @example
 * stddevPop('n')
 */
export function stddevPop<const C extends ColumnOrName>(column: C): Column<['stddevPop', AstOf<C>]> {
  return makeCall('stddevPop', [argument(column)])
}

/**
 * The variance of a group's values as of a sample; null below two values. Spark: `variance`, `var_samp`.
 *
 * @example
 * variance('n')
 */
export function variance<const C extends ColumnOrName>(column: C): Column<['variance', AstOf<C>]> {
  return makeCall('variance', [argument(column)])
}

/**
 * The variance of a group's values as of all there are; null where there is none. Spark: `var_pop`.
 *
 * @example
 * varPop('n')
 */
export function varPop<const C extends ColumnOrName>(column: C): Column<['varPop', AstOf<C>]> {
  return makeCall('varPop', [argument(column)])
}

/**
 * How lopsided a group's values are; null where they are all the same. Spark: `skewness`.
 *
 * @example
 * skewness('n')
 */
export function skewness<const C extends ColumnOrName>(column: C): Column<['skewness', AstOf<C>]> {
  return makeCall('skewness', [argument(column)])
}

/**
 * How heavy the tails of a group's values are, 0 for a normal distribution; null where they are all the same.
 * Spark: `kurtosis`.
 *
 * @example
 * kurtosis('n')
 */
export function kurtosis<const C extends ColumnOrName>(column: C): Column<['kurtosis', AstOf<C>]> {
  return makeCall('kurtosis', [argument(column)])
}

/**
 * Pearson's correlation of two columns over the rows in which both have a value; null below two of them. Spark: `corr`.
 *
 * @throws DIVIDE_BY_ZERO where a column has the same value in all of several rows, as Spark does
 * @example
 * corr('n', 'x')
 */
export function corr<const A extends ColumnOrName, const B extends ColumnOrName>(x: A, y: B): Column<['corr', AstOf<A>, AstOf<B>]> {
  return makeCall('corr', [argument(x), argument(y)])
}

/**
 * The covariance of two columns as of all rows there are; null where none has both. Spark: `covar_pop`.
 *
 * @example
 * covarPop('n', 'x')
 */
export function covarPop<const A extends ColumnOrName, const B extends ColumnOrName>(x: A, y: B): Column<['covarPop', AstOf<A>, AstOf<B>]> {
  return makeCall('covarPop', [argument(x), argument(y)])
}

/**
 * The covariance of two columns as of a sample; null below two rows with both. Spark: `covar_samp`.
 *
 * @example
 * covarSamp('n', 'x')
 */
export function covarSamp<const A extends ColumnOrName, const B extends ColumnOrName>(x: A, y: B): Column<['covarSamp', AstOf<A>, AstOf<B>]> {
  return makeCall('covarSamp', [argument(x), argument(y)])
}

/** Count, mean, and the sums of the second to fourth powers of the distance from it, row by row (Welford; Spark's CentralMomentAgg). */
function moments(result: (n: number, m2: number, m3: number, m4: number) => number | null): DoubleState {
  return {
    width: 5,
    step(state, at, x) {
      const n = ++state[at]
      const delta = x - state[at + 1]
      const deltaN = delta / n
      const deltas = delta * (delta - deltaN)
      const [before2, before3] = [state[at + 2], state[at + 3]]
      state[at + 1] += deltaN
      state[at + 2] = before2 + deltas
      state[at + 3] = before3 - 3 * deltaN * state[at + 2] + delta * (delta * delta - deltaN * deltaN)
      state[at + 4] += -4 * deltaN * state[at + 3] - 6 * deltaN * deltaN * state[at + 2] + delta * (delta * delta * delta - deltaN * deltaN * deltaN)
    },
    merge(state, a, b) {
      const [n1, mean1, m2a, m3a] = state.subarray(a, a + 4)
      const [n2, mean2, m2b, m3b, m4b] = state.subarray(b, b + 5)
      const n = n1 + n2
      const delta = mean2 - mean1
      const deltaN = delta / n
      state[a] = n
      state[a + 1] = mean1 + deltaN * n2
      state[a + 2] = m2a + m2b + delta * deltaN * n1 * n2
      state[a + 3] = m3a + m3b + deltaN * deltaN * delta * n1 * n2 * (n1 - n2) + 3 * deltaN * (n1 * m2b - n2 * m2a)
      state[a + 4] += m4b + deltaN * deltaN * deltaN * delta * n1 * n2 * (n1 * n1 - n1 * n2 + n2 * n2)
        + 6 * deltaN * deltaN * (n1 * n1 * m2b + n2 * n2 * m2a) + 4 * deltaN * (n1 * m3b - n2 * m3a)
    },
    result: (state, at) => (state[at] === 0 ? null : result(state[at], state[at + 2], state[at + 3], state[at + 4])),
  }
}

/** Count, both means, the sum of the products of the distances from them, and of their squares. */
function comoments(result: (n: number, xy: number, xx: number, yy: number) => number | null): DoubleState {
  return {
    width: 6,
    step(state, at, x, y) {
      const n = ++state[at]
      const dx = x - state[at + 1]
      const dy = y - state[at + 2]
      state[at + 1] += dx / n
      state[at + 2] += dy / n
      state[at + 3] += dx * (y - state[at + 2])
      state[at + 4] += dx * (x - state[at + 1])
      state[at + 5] += dy * (y - state[at + 2])
    },
    merge(state, a, b) {
      const [n1, x1, y1] = state.subarray(a, a + 3)
      const [n2, x2, y2, xy, xx, yy] = state.subarray(b, b + 6)
      const n = n1 + n2
      const [dx, dy] = [x2 - x1, y2 - y1]
      state[a] = n
      state[a + 1] = x1 + dx / n * n2
      state[a + 2] = y1 + dy / n * n2
      state[a + 3] += xy + dx * (dy / n) * n1 * n2
      state[a + 4] += xx + dx * (dx / n) * n1 * n2
      state[a + 5] += yy + dy * (dy / n) * n1 * n2
    },
    result: (state, at) => (state[at] === 0 ? null : result(state[at], state[at + 3], state[at + 4], state[at + 5])),
  }
}

function correlation(xy: number, xx: number, yy: number): number {
  if (xx * yy === 0) {
    throw new DivideByZero('corr: a column has the same value in every row of a group, which correlates with nothing', {
      hint: 'Leave such groups out, or compute covarPop(x, y) and divide with tryDivide.',
    })
  }
  return xy / Math.sqrt(xx * yy)
}

function statistic(name: string, spark: string, of: DoubleState): AggregateFunction {
  return {
    is: 'aggregate', name, spark, takes: textAsDouble,
    resultType: args => {
      for (const type of args) requireNumber(name, type)
      return DOUBLE
    },
    nullable: () => true,
    accumulator: () => doubleState(of),
  }
}

register(
  statistic('stddev', 'stddev', moments((n, m2) => (n === 1 ? null : Math.sqrt(m2 / (n - 1))))),
  statistic('stddevPop', 'stddev_pop', moments((n, m2) => Math.sqrt(m2 / n))),
  statistic('variance', 'variance', moments((n, m2) => (n === 1 ? null : m2 / (n - 1)))),
  statistic('varPop', 'var_pop', moments((n, m2) => m2 / n)),
  statistic('skewness', 'skewness', moments((n, m2, m3) => (m2 === 0 ? null : Math.sqrt(n) * m3 / Math.sqrt(m2 * m2 * m2)))),
  statistic('kurtosis', 'kurtosis', moments((n, m2, _, m4) => (m2 === 0 ? null : n * m4 / (m2 * m2) - 3))),
  statistic('corr', 'corr', comoments((n, xy, xx, yy) => (n === 1 ? null : correlation(xy, xx, yy)))),
  statistic('covarPop', 'covar_pop', comoments((n, xy) => xy / n)),
  statistic('covarSamp', 'covar_samp', comoments((n, xy) => (n === 1 ? null : xy / (n - 1)))),
)
