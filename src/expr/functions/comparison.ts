import type { Vector } from '../../batch/vector'
import { BOOLEAN, holdsMap, typeName, type DataType } from '../../core/data-type'
import { InternalError } from '../../core/errors'
import type { Err, NameOf } from '../../core/schema-types'
import { defineMethods, makeCall, type AnyColumn, type Ast, type Operand } from '../column'
import { commonTypeOf } from '../common-type'
import { call } from '../expression'
import { coerceAll } from '../kernels/coerce'
import { compareRows } from '../kernels/compare-rows'
import { compareText } from '../kernels/compare-text'
import { testText } from '../kernels/map-text'
import { booleanVector } from '../kernels/vectors'
import type { Val } from '../ops'
import { anyNull, register, TypeMismatch, type LazyFunction, type ScalarFunction } from '../registry'
import { allAsCommon } from '../unasked-cast'
import type { Comparable, Pass } from '../type-rules'

type Compared<S, R> =
  R extends readonly [infer A, infer B, ...infer Rest]
    ? Val<S, A> extends infer L
      ? unknown extends L ? Pass<S, B, 'BOOLEAN'>
        : L extends Err<unknown> ? L
          : Val<S, B> extends infer V
            ? unknown extends V ? 'BOOLEAN'
              : V extends Err<unknown> ? V
                : Comparable<L, V> extends true
                  ? Rest extends readonly [] ? 'BOOLEAN' : Compared<S, [A, ...Rest]>
                  : Err<`cannot compare ${NameOf<L>} with ${NameOf<V>}`>
            : never
      : never
    : 'BOOLEAN'

declare module '../ops' {
  interface Ops<S, R> {
    eq: Compared<S, R>
    neq: Compared<S, R>
    lt: Compared<S, R>
    leq: Compared<S, R>
    gt: Compared<S, R>
    geq: Compared<S, R>
    eqNullSafe: Compared<S, R>
    between: Compared<S, R>
    isin: Compared<S, R>
  }
}

declare module '../column' {
  interface Column<A> {
    /**
     * Whether both are equal; null where either is null. NaN equals NaN. Spark: `=`, `equalTo`.
     *
     * @example
     * col('action').eq('login')
     */
    eq<const B extends Operand>(other: B): Column<['eq', A, Ast<B>]>
    /**
     * Whether both differ; null where either is null. Spark: `!=`, `notEqual`.
     *
     * @example
     * col('action').neq('logout')
     */
    neq<const B extends Operand>(other: B): Column<['neq', A, Ast<B>]>
    /**
     * Less than. Strings compare by their UTF-8 bytes; NaN is greater than every number. Spark: `<`, `lt`.
     *
     * @example
     * col('n').lt(10)
     */
    lt<const B extends Operand>(other: B): Column<['lt', A, Ast<B>]>
    /**
     * Less than or equal. Spark: `<=`, `leq`.
     *
     * @example
     * col('n').leq(10)
     */
    leq<const B extends Operand>(other: B): Column<['leq', A, Ast<B>]>
    /**
     * Greater than. Spark: `>`, `gt`.
     *
     * @example
     * col('timestamp').gt('2024-01-01')
     */
    gt<const B extends Operand>(other: B): Column<['gt', A, Ast<B>]>
    /**
     * Greater than or equal. Spark: `>=`, `geq`.
     *
     * @example
     * col('x').geq(0.5)
     */
    geq<const B extends Operand>(other: B): Column<['geq', A, Ast<B>]>
    /**
     * Whether both are equal, where null equals null; never null. Spark: `<=>`, `eqNullSafe`.
     *
     * @example
     * col('user').eqNullSafe(null)
     */
    eqNullSafe<const B extends Operand>(other: B): Column<['eqNullSafe', A, Ast<B>]>
    /**
     * Whether the value lies between two bounds, both included. Spark: `between`.
     *
     * @example
     * col('n').between(1, 3)
     */
    between<const L extends Operand, const U extends Operand>(lower: L, upper: U): Column<['between', A, Ast<L>, Ast<U>]>
    /**
     * Whether the value is one of a list; null where it is null, or where it is none of them and one of them is null.
     * Spark: `in`, `isin`.
     *
     * @example
     * col('action').isin('login', 'logout')
     */
    isin<const B extends readonly Operand[]>(...values: B): Column<['isin', A, ...{ -readonly [I in keyof B]: Ast<B[I]> }]>
  }
}

defineMethods({
  eq(this: AnyColumn, other: Operand) { return makeCall('eq', [this, other]) },
  neq(this: AnyColumn, other: Operand) { return makeCall('neq', [this, other]) },
  lt(this: AnyColumn, other: Operand) { return makeCall('lt', [this, other]) },
  leq(this: AnyColumn, other: Operand) { return makeCall('leq', [this, other]) },
  gt(this: AnyColumn, other: Operand) { return makeCall('gt', [this, other]) },
  geq(this: AnyColumn, other: Operand) { return makeCall('geq', [this, other]) },
  eqNullSafe(this: AnyColumn, other: Operand) { return makeCall('eqNullSafe', [this, other]) },
  between(this: AnyColumn, lower: Operand, upper: Operand) { return makeCall('between', [this, lower, upper]) },
  isin(this: AnyColumn, ...values: Operand[]) { return makeCall('isin', [this, ...values]) },
})

/** All operands compared with the first, which must be possible. */
function comparable(symbol: string): (args: readonly DataType[]) => DataType {
  return args => {
    const common = commonTypeOf(args)
    if (common === null) throw new TypeMismatch(`${symbol} cannot compare ${args.map(typeName).join(' with ')}`, { hint: 'Cast one of them with .cast(…).' })
    if (holdsMap(common)) throw new TypeMismatch(`${symbol} cannot compare maps`, { hint: 'Compare their entries with getItem.' })
    return BOOLEAN
  }
}

/** Whether the comparison holds for -1, 0 and 1. */
function comparison(name: string, symbol: string, less: 0 | 1, equal: 0 | 1, greater: 0 | 1): ScalarFunction {
  const holds = Uint8Array.of(less, equal, greater)
  return {
    is: 'scalar', name, spark: name === 'neq' ? '!=' : symbol,
    takes: allAsCommon,
    resultType: comparable(symbol),
    sql: ([a, b]) => (name === 'neq' ? `(NOT (${a} = ${b}))` : `(${a} ${symbol} ${b})`),
    evaluate: (args, { rows }) => {
      const [a, b] = coerceAll(args)
      if (a.kind === 'string' && b.kind === 'string' && b.dictionary.size === 1) {
        const text = b.dictionary.value(0)
        return booleanVector(testText(a, one => holds[compareText(one, text) + 1] === 1), anyNull(args, rows))
      }
      const signs = compareRows(a, b, rows)
      const values = new Uint8Array(rows)
      for (let i = 0; i < rows; i++) values[i] = holds[signs[i] + 1]
      return booleanVector(values, anyNull(args, rows))
    },
  }
}

function isNullAt(of: Vector, row: number): boolean {
  return of.kind === 'null' || (of.validity !== null && of.validity[row] === 0)
}

const eqNullSafe: ScalarFunction = {
  is: 'scalar', name: 'eqNullSafe', spark: '<=>', evaluates: 'every', takes: allAsCommon,
  resultType: comparable('<=>'),
  nullable: () => false,
  sql: ([a, b]) => `(${a} <=> ${b})`,
  evaluate: (args, { rows }) => {
    const [a, b] = coerceAll(args)
    const signs = compareRows(a, b, rows)
    const values = new Uint8Array(rows)
    for (let i = 0; i < rows; i++) {
      const aIsNull = isNullAt(a, i)
      const bIsNull = isNullAt(b, i)
      values[i] = aIsNull || bIsNull ? (aIsNull && bIsNull ? 1 : 0) : signs[i] === 0 ? 1 : 0
    }
    return booleanVector(values, null)
  },
}

/** At or above the lower bound and at or below the upper, which is not asked for below the lower one. */
const between: LazyFunction = {
  is: 'lazy', name: 'between', spark: 'between', keepsName: true,
  rewrite: of => {
    const [value, lower, upper] = of.args
    return call('and', [call('geq', [value, lower], {}, of.site), call('leq', [value, upper], {}, of.site)], {}, of.site)
  },
  resultType: comparable('between'),
  evaluate: () => { throw new InternalError('between is two comparisons') },
}

const isin: ScalarFunction = {
  is: 'scalar', name: 'isin', spark: 'in', evaluates: 'until found', takes: allAsCommon,
  resultType: comparable('IN'),
  sql: ([of, ...list]) => `(${of} IN (${list.join(', ')}))`,
  evaluate: (args, { rows }) => {
    const [of, ...list] = coerceAll(args)
    const values = new Uint8Array(rows)
    const unknown = new Uint8Array(rows)
    for (const one of list) {
      const signs = compareRows(of, one, rows)
      for (let i = 0; i < rows; i++) {
        if (isNullAt(one, i)) unknown[i] = 1
        else if (signs[i] === 0) values[i] = 1
      }
    }
    const validity = new Uint8Array(rows)
    for (let i = 0; i < rows; i++) validity[i] = isNullAt(of, i) || (values[i] === 0 && unknown[i] === 1) ? 0 : 1
    return booleanVector(values, validity)
  },
}

register(
  comparison('eq', '=', 0, 1, 0),
  comparison('neq', '!=', 1, 0, 1),
  comparison('lt', '<', 1, 0, 0),
  comparison('leq', '<=', 1, 1, 0),
  comparison('gt', '>', 0, 0, 1),
  comparison('geq', '>=', 0, 1, 1),
  eqNullSafe, between, isin,
)
