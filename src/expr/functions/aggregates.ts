import { BIGINT, DAY_TO_SECOND, DOUBLE, holdsMap, isInterval, typeName, YEAR_TO_MONTH, type DataType } from '../../core/data-type'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { isIntegral } from '../common-type'
import { bounded } from '../decimal-types'
import { averages, counts, sumsOfDoubles, sumsOfLongs } from '../kernels/accumulators'
import { averagesOfDecimals, sumsOfDecimals } from '../kernels/decimal-sums'
import { averagesOfIntervals, sumsOfIntervals } from '../kernels/interval-sums'
import { requireNumber } from '../kernels/coerce'
import { extremes } from '../kernels/extremes'
import { register, TypeMismatch, type AggregateFunction } from '../registry'
import { textAsDouble } from '../text-as-double'
import type { Val } from '../ops'
import type { Arg, DayTimeSpan, Pass, Span, Takes, Whole } from '../type-rules'
import type { Err, MapOf, NameOf } from '../../core/schema-types'

type Sum<S, R> = R extends readonly [infer A] ? Val<S, A> extends Span ? Val<S, A> : SumOf<Arg<S, 'sum', 'a number', A>> : never
type SumOf<V> = unknown extends V ? unknown : V extends Err<unknown> ? V : V extends Whole ? 'BIGINT' : V extends 'DECIMAL' ? 'DECIMAL' : 'DOUBLE'
type Avg<S, R> = R extends readonly [infer A] ? Val<S, A> extends infer V ? V extends DayTimeSpan ? 'INTERVAL DAY TO SECOND' : V extends Span ? V : MeanOf<Arg<S, 'avg', 'a number', A>> : never : never
type MeanOf<V> = unknown extends V ? unknown : V extends Err<unknown> | 'DECIMAL' ? V : 'DOUBLE'
type Extreme<S, Name extends string, R> =
  R extends readonly [infer A] ? Pass<S, A, Ordered<Name, Arg<S, Name, 'anything', A>>> : never
type Ordered<Name extends string, V> = unknown extends V ? unknown : V extends MapOf<unknown, unknown> ? Err<`${Name} needs values that have an order, and this is ${NameOf<V>}`> : V

declare module '../ops' {
  interface Ops<S, R> {
    count: R extends readonly [infer A] ? Pass<S, A, 'BIGINT'> : 'BIGINT'
    countIf: Takes<S, 'countIf', R, ['a BOOLEAN'], 'BIGINT'>
    sum: Sum<S, R>
    avg: Avg<S, R>
    min: Extreme<S, 'min', R>
    max: Extreme<S, 'max', R>
  }
}

/**
 * How many rows a group has; with a column, how many of them have a value in it. Never null. BIGINT, a `bigint` in rows.
 * Spark: `count`.
 *
 * @example
 * count()
 */
export function count(): Column<['count']>
export function count<const C extends ColumnOrName>(column: C): Column<C extends '*' ? ['count'] : ['count', AstOf<C>]>
export function count(column: ColumnOrName = '*'): Column<unknown> {
  return makeCall('count', column === '*' ? [] : [argument(column)])
}

/**
 * How many rows of a group meet the condition; never null. Spark: `count_if`.
 *
 * @example
 * countIf(col('action').eq('login'))
 */
export function countIf<const C extends ColumnOrName>(condition: C): Column<['countIf', AstOf<C>]> {
  return makeCall('countIf', [argument(condition)])
}

/**
 * The sum of a group's values, nulls left out; null where there is none. Whole numbers make BIGINT, FLOAT and DOUBLE
 * make DOUBLE, a DECIMAL one of ten digits more, an interval one of its own units. Spark: `sum`.
 *
 * @throws ARITHMETIC_OVERFLOW where the sum leaves 64 bits, or of DECIMALs 38 digits;
 *   INTERVAL_ARITHMETIC_OVERFLOW
 * @example
 * sum('n')
 */
export function sum<const C extends ColumnOrName>(column: C): Column<['sum', AstOf<C>]> {
  return makeCall('sum', [argument(column)])
}

/**
 * The mean of a group's values as DOUBLE, of DECIMALs as a DECIMAL of four digits more after the point, of
 * intervals as an INTERVAL DAY TO SECOND or YEAR TO MONTH, halves rounded away from zero; nulls left out; null where there is none. Spark: `avg`, `mean`.
 *
 * @example
 * avg('n')
 */
export function avg<const C extends ColumnOrName>(column: C): Column<['avg', AstOf<C>]> {
  return makeCall('avg', [argument(column)])
}

/**
 * The least of a group's values, nulls left out; null where there is none. Strings by their UTF-8 bytes. Spark: `min`.
 *
 * @example
 * min('timestamp')
 */
export function min<const C extends ColumnOrName>(column: C): Column<['min', AstOf<C>]> {
  return makeCall('min', [argument(column)])
}

/**
 * The greatest of a group's values, nulls left out; null where there is none. NaN is greater than every number.
 * Spark: `max`.
 *
 * @example
 * max('timestamp')
 */
export function max<const C extends ColumnOrName>(column: C): Column<['max', AstOf<C>]> {
  return makeCall('max', [argument(column)])
}

function ordered(name: string, type: DataType): DataType {
  if (holdsMap(type)) throw new TypeMismatch(`${name} needs values that have an order, and this is ${typeName(type)}`, { hint: 'Take one of its entries with getItem.' })
  return type
}

const countFunction: AggregateFunction = {
  is: 'aggregate', name: 'count', spark: 'count',
  resultType: () => BIGINT,
  nullable: () => false,
  sql: args => `count(${args.length === 0 ? 1 : args.join(', ')})`,
  accumulator: () => counts(),
}

const countIfFunction: AggregateFunction = {
  is: 'aggregate', name: 'countIf', spark: 'count_if',
  resultType: ([of]) => {
    if (of.kind !== 'boolean' && of.kind !== 'null') throw new TypeMismatch(`countIf needs a BOOLEAN, and this is ${typeName(of)}`, { hint: 'Compare it with something: .eq(…), .gt(…).' })
    return BIGINT
  },
  nullable: () => false,
  accumulator: () => counts({ onlyTrue: true }),
}

const sumFunction: AggregateFunction = {
  is: 'aggregate', name: 'sum', spark: 'sum',
  takes: textAsDouble,
  resultType: ([of]) => {
    if (isInterval(of)) return of
    requireNumber('sum', of)
    return of.kind === 'decimal' ? bounded(of.precision + 10, of.scale) : isIntegral(of) ? BIGINT : DOUBLE
  },
  nullable: () => true,
  accumulator: ([of], type) => (isInterval(type) ? sumsOfIntervals(type) : type.kind === 'decimal' ? sumsOfDecimals(type) : isIntegral(of) ? sumsOfLongs() : sumsOfDoubles()),
}

const avgFunction: AggregateFunction = {
  is: 'aggregate', name: 'avg', spark: 'avg',
  takes: textAsDouble,
  resultType: ([of]) => {
    if (isInterval(of)) return of.kind === 'day_time' ? DAY_TO_SECOND : YEAR_TO_MONTH
    requireNumber('avg', of)
    return of.kind === 'decimal' ? bounded(of.precision + 4, of.scale + 4) : DOUBLE
  },
  nullable: () => true,
  accumulator: ([of], type) => (isInterval(type) ? averagesOfIntervals(type) : type.kind === 'decimal' && of.kind === 'decimal' ? averagesOfDecimals(bounded(of.precision + 10, of.scale), type) : averages()),
}

function extreme(name: 'min' | 'max', sign: 1 | -1): AggregateFunction {
  return {
    is: 'aggregate', name, spark: name,
    resultType: ([of]) => ordered(name, of),
    nullable: () => true,
    accumulator: ([of]) => extremes(of, sign),
  }
}

register(countFunction, countIfFunction, sumFunction, avgFunction, extreme('min', -1), extreme('max', 1))
