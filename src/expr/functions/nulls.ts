import type { DoubleVector } from '../../batch/vector'
import { BOOLEAN, DOUBLE, typeName } from '../../core/data-type'
import { argument, type AstOf, type AstsOf, type ColumnNameOrLiteral, type ColumnOrName } from '../argument'
import { defineMethods, makeCall, type AnyColumn, type Column } from '../column'
import { isNumeric } from '../common-type'
import { choose } from '../kernels/choose'
import { coerce, coerceAll, coerceWhere, requireCommon } from '../kernels/coerce'
import { compareRows } from '../kernels/compare-rows'
import { evaluateWhere } from '../kernels/evaluate-where'
import { booleanVector, isValid, onlyWhere } from '../kernels/vectors'
import { register, TypeMismatch, type LazyFunction, type ScalarFunction } from '../registry'
import { allAsCommon, implicitCast } from '../unasked-cast'
import type { CommonOf, Pass, Takes } from '../type-rules'
import type { Val } from '../ops'
import type { Err } from '../../core/schema-types'

declare module '../ops' {
  interface Ops<S, R> {
    isNull: R extends readonly [infer A] ? Pass<S, A, 'BOOLEAN'> : never
    isNotNull: R extends readonly [infer A] ? Pass<S, A, 'BOOLEAN'> : never
    isNaN: Takes<S, 'isNaN', R, ['a number'], 'BOOLEAN'>
    coalesce: CommonOf<S, 'coalesce', R>
    ifNull: CommonOf<S, 'ifNull', R>
    nullif: R extends readonly [infer A, infer B] ? CommonOf<S, 'nullif', [A, B]> extends infer V ? V extends Err<unknown> ? V : Val<S, A> : never : never
  }
}

declare module '../column' {
  interface Column<A> {
    /**
     * Whether there is no value; never null itself. Spark: `IS NULL`, `isNull`.
     *
     * @example
     * col('user').isNull()
     */
    isNull(): Column<['isNull', A]>
    /**
     * Whether there is a value; never null itself. Spark: `IS NOT NULL`, `isNotNull`.
     *
     * @example
     * col('user').isNotNull()
     */
    isNotNull(): Column<['isNotNull', A]>
    /**
     * Whether the value is NaN; false for null. Spark: `isNaN`, `isnan`.
     *
     * @example
     * col('x').isNaN()
     */
    isNaN(): Column<['isNaN', A]>
  }
}

defineMethods({
  isNull(this: AnyColumn) { return makeCall('isNull', [this]) },
  isNotNull(this: AnyColumn) { return makeCall('isNotNull', [this]) },
  isNaN(this: AnyColumn) { return makeCall('isNaN', [this]) },
})

/**
 * The first value that is not null; null where all are. Later ones are not evaluated for rows that have one.
 * Spark: `coalesce`.
 *
 * @example
 * coalesce('user', lit('nobody'))
 */
export function coalesce<const C extends readonly [ColumnNameOrLiteral, ...ColumnNameOrLiteral[]]>(...columns: C): Column<['coalesce', ...AstsOf<C>]> {
  return makeCall('coalesce', columns.map(argument))
}

/**
 * The first where it has a value, else the second. Spark: `ifnull`.
 *
 * @example
 * ifNull('n', 0)
 */
export function ifNull<const A extends ColumnOrName, const B extends ColumnNameOrLiteral>(column: A, otherwise: B): Column<['ifNull', AstOf<A>, AstOf<B>]> {
  return makeCall('ifNull', [argument(column), argument(otherwise)])
}

/**
 * The same as `ifNull`. Spark: `nvl`.
 *
 * @example
 * nvl('n', 0)
 */
export const nvl: typeof ifNull = ifNull

/**
 * Null where both are equal, else the first. Spark: `nullif`.
 *
 * @example
 * nullif('user', lit(''))
 */
export function nullif<const A extends ColumnOrName, const B extends ColumnNameOrLiteral>(column: A, value: B): Column<['nullif', AstOf<A>, AstOf<B>]> {
  return makeCall('nullif', [argument(column), argument(value)])
}

function nullTest(name: 'isNull' | 'isNotNull', sql: string, whenNull: 0 | 1): ScalarFunction {
  return {
    is: 'scalar', name, spark: name.toLowerCase(),
    resultType: () => BOOLEAN,
    nullable: () => false,
    sql: ([of]) => `(${of} ${sql})`,
    evaluate: ([of], { rows }) => {
      const values = new Uint8Array(rows)
      if (of.kind === 'null') values.fill(whenNull)
      else for (let i = 0; i < rows; i++) values[i] = isValid(of.validity, i) ? 1 - whenNull : whenNull
      return booleanVector(values, null)
    },
  }
}

const isNaNFunction: ScalarFunction = {
  is: 'scalar', name: 'isNaN', spark: 'isnan', takes: ([of]) => [of.kind === 'float' ? null : implicitCast(of, DOUBLE)],
  resultType: ([of]) => {
    if (!isNumeric(of) && of.kind !== 'null') throw new TypeMismatch(`isNaN needs a number, and this is ${typeName(of)}`, { hint: 'Only FLOAT and DOUBLE can be NaN.' })
    return BOOLEAN
  },
  nullable: () => false,
  evaluate: ([of], { rows }) => {
    const values = new Uint8Array(rows)
    if (of.kind !== 'null') {
      const numbers = coerce(of, DOUBLE) as DoubleVector
      for (let i = 0; i < rows; i++) values[i] = isValid(of.validity, i) && Number.isNaN(numbers.values[i]) ? 1 : 0
    }
    return booleanVector(values, null)
  },
}

function firstOf(name: 'coalesce' | 'ifNull'): LazyFunction {
  return {
    is: 'lazy', name, spark: name.toLowerCase(), guards: () => true, takes: allAsCommon,
    resultType: args => requireCommon(name, args),
    nullable: args => args.every(Boolean),
    evaluate: (args, batch, { type, rows, context }) => {
      const choice = new Int8Array(rows).fill(-1)
      const open = new Uint8Array(rows).fill(1)
      const columns = args.map((arg, at) => {
        const column = coerceWhere(evaluateWhere(arg, batch, open, context), type, open)
        for (let i = 0; i < rows; i++) {
          if (open[i] === 0 || column.kind === 'null' || !isValid(column.validity, i)) continue
          choice[i] = at
          open[i] = 0
        }
        return column
      })
      return choose(type, columns, choice)
    },
  }
}

const nullifFunction: ScalarFunction = {
  is: 'scalar', name: 'nullif', spark: 'nullif', guards: at => at > 0,
  resultType: args => {
    requireCommon('nullif', args)
    return args[0]
  },
  nullable: () => true,
  evaluate: (args, { rows }) => {
    const [of] = args
    if (of.kind === 'null') return of
    const [a, b] = coerceAll(args)
    const signs = compareRows(a, b, rows)
    const keep = new Uint8Array(rows)
    for (let i = 0; i < rows; i++) keep[i] = signs[i] !== 0 || b.kind === 'null' || !isValid(b.validity, i) ? 1 : 0
    return { ...of, validity: onlyWhere(of.validity, keep) }
  },
}

register(nullTest('isNull', 'IS NULL', 1), nullTest('isNotNull', 'IS NOT NULL', 0), isNaNFunction, firstOf('coalesce'), firstOf('ifNull'), nullifFunction)
