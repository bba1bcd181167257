import type { ArrayVector, DoubleVector, IntVector, LongVector, Validity, Vector } from '../../batch/vector'
import { takeVector } from '../../batch/select'
import { arrayOf, DAY_TO_SECOND, DOUBLE, isInterval, isTimestamp, YEAR_TO_MONTH, type DataType } from '../../core/data-type'
import type { ArrayOf, Err } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { InvalidParameter } from '../errors'
import { coerce, requireNumber } from '../kernels/coerce'
import { collected } from '../kernels/collected'
import { compareAt, compareNumbers } from '../kernels/compare-rows'
import { doubleVector, intVector, longVector } from '../kernels/vectors'
import { register, type Accumulator, type AggregateFunction } from '../registry'
import { textAsDouble } from '../text-as-double'
import type { Val } from '../ops'
import type { Arg, DayTimeSpan, Span, Takes } from '../type-rules'

/** DOUBLE of numbers, and of intervals one of all units. */
type Quantile<S, Name extends string, R> =
  R extends readonly [infer A]
    ? Val<S, A> extends infer V ? V extends DayTimeSpan ? 'INTERVAL DAY TO SECOND' : V extends Span ? V : Takes<S, Name, R, ['a number'], 'DOUBLE'> : never
    : never

declare module '../ops' {
  interface Ops<S, R> {
    percentile: Quantile<S, 'percentile', R>
    percentiles: Quantile<S, 'percentiles', R> extends infer V ? V extends Err<unknown> ? V : ArrayOf<V> : never
    median: Quantile<S, 'median', R>
    percentileApprox: R extends readonly [infer A] ? Val<S, A> extends Span ? Val<S, A> : Arg<S, 'percentileApprox', 'a number, a TIMESTAMP or a DATE', A> : never
    percentilesApprox: R extends readonly [infer A] ? Val<S, A> extends Span ? ArrayOf<Val<S, A>> : Arg<S, 'percentileApprox', 'a number, a TIMESTAMP or a DATE', A> extends infer V ? V extends Err<unknown> ? V : ArrayOf<V> : never : never
  }
}

/**
 * The exact value below which that part of a group's values lies, between two values in proportion; null where there is
 * none. All values are kept. Spark: `percentile` with one percentage.
 *
 * @param percentage from 0 to 1
 * @throws INVALID_PARAMETER_VALUE for a percentage outside of that
 * @example
 * percentile('n', 0.95)
 */
export function percentile<const C extends ColumnOrName>(column: C, percentage: number): Column<['percentile', AstOf<C>]> {
  return makeCall('percentile', [argument(column)], { percentages: [checked(percentage)] })
}

/**
 * As `percentile`, several at once, as an ARRAY<DOUBLE>; null where there is no value. Spark: `percentile` with an array
 * of percentages.
 *
 * @throws INVALID_PARAMETER_VALUE for a percentage that is not from 0 to 1
 * @example
 * percentiles('n', [0.5, 0.95, 0.99])
 */
export function percentiles<const C extends ColumnOrName>(column: C, percentages: readonly number[]): Column<['percentiles', AstOf<C>]> {
  return makeCall('percentiles', [argument(column)], { percentages: percentages.map(checked) })
}

/**
 * The value in the middle of a group's values, or the mean of the two there; null where there is none. Spark: `median`.
 *
 * @example
 * median('n')
 */
export function median<const C extends ColumnOrName>(column: C): Column<['median', AstOf<C>]> {
  return makeCall('median', [argument(column)], { percentages: [0.5] })
}

/**
 * A value of the group that this part of them does not go beyond; null where there is none. Spark takes one near it where
 * there are more values than `accuracy`, here it is always the exact one. Spark: `percentile_approx`.
 *
 * @param percentage from 0 to 1; a list of them gives an ARRAY
 * @param accuracy what Spark trades memory for; default 10000
 * @throws INVALID_PARAMETER_VALUE for a percentage outside of that
 * @example
 * percentileApprox('n', 0.95)
 */
export function percentileApprox<const C extends ColumnOrName, const P extends number | readonly number[]>(
  column: C, percentage: P, accuracy = 10_000,
): Column<[P extends number ? 'percentileApprox' : 'percentilesApprox', AstOf<C>]> {
  const percentages = ([] as number[]).concat(percentage)
  return makeCall(typeof percentage === 'number' ? 'percentileApprox' : 'percentilesApprox', [argument(column)], { percentages: percentages.map(checked), accuracy })
}

function checked(percentage: number): number {
  if (percentage >= 0 && percentage <= 1) return percentage
  throw new InvalidParameter(`a percentage lies from 0 to 1, and this is ${percentage}`, { hint: 'The 95th percentile is 0.95.' })
}

function quantile(name: string, many: boolean): AggregateFunction {
  return {
    is: 'aggregate', name, spark: many ? 'percentile' : name, takes: textAsDouble,
    resultType: ([of]) => {
      if (!isInterval(of)) requireNumber(name, of)
      const type = of.kind === 'day_time' ? DAY_TO_SECOND : of.kind === 'year_month' ? YEAR_TO_MONTH : DOUBLE
      return many ? arrayOf(type) : type
    },
    nullable: () => true,
    ...(name === 'median' ? {} : { sql: ([of], { percentages }) => `percentile(${of}, ${listed(percentages as number[], many)}, 1)` }),
    accumulator: (_, type, { percentages }) => quantiles(type, percentages as readonly number[]),
  }
}

function listed(percentages: readonly number[], many: boolean): string {
  const texts = percentages.map(one => (Number.isInteger(one) ? one.toFixed(1) : String(one)))
  return many ? `array(${texts.join(', ')})` : texts[0]
}

function quantiles(type: DataType, percentages: readonly number[]): Accumulator {
  const values = collected(arrayOf(DOUBLE), false)
  return {
    ...values,
    update: (slots, [arg], rows) => values.update(slots, [asDoubles(arg)], rows),
    result: slots => {
      const { offsets, elements } = values.result(slots) as ArrayVector
      const all = (elements as DoubleVector).values
      const validity = Uint8Array.from(slots, (_, i) => (offsets[i + 1] > offsets[i] ? 1 : 0))
      const found: number[] = []
      const ends = new Int32Array(slots.length + 1)
      for (let i = 0; i < slots.length; i++) {
        const sorted = all.slice(offsets[i], offsets[i + 1]).sort(compareNumbers)
        if (type.kind !== 'array') found.push(sorted.length === 0 ? 0 : at(sorted, percentages[0]))
        else if (sorted.length > 0) for (const one of percentages) found.push(at(sorted, one))
        ends[i + 1] = found.length
      }
      const doubles = Float64Array.from(found)
      return type.kind === 'array' ? { kind: 'array', type, length: slots.length, validity, offsets: ends, elements: ofDoubles(doubles, null, type.element) } : ofDoubles(doubles, validity, type)
    },
  }
}

function asDoubles(of: Vector): Vector {
  if (!isInterval(of.type)) return coerce(of, DOUBLE)
  return doubleVector(Float64Array.from((of as IntVector | LongVector).values.subarray(0, of.length), Number), of.kind === 'null' ? null : of.validity)
}

/** Doubles as the type's values: of an interval whole microseconds or months, cut as in Spark. */
function ofDoubles(of: Float64Array, validity: Validity, type: DataType): Vector {
  if (type.kind === 'day_time') return longVector(BigInt64Array.from(of, value => BigInt(Math.trunc(value))), validity, type)
  return type.kind === 'year_month' ? intVector(Int32Array.from(of), validity, type) : doubleVector(of, validity)
}

/** Between the two values that a place lies between, in proportion. */
function at(sorted: Float64Array, percentage: number): number {
  const place = (sorted.length - 1) * percentage
  const [lower, higher] = [Math.floor(place), Math.ceil(place)]
  if (lower === higher || sorted[lower] === sorted[higher]) return sorted[lower]
  return (higher - place) * sorted[lower] + (place - lower) * sorted[higher]
}

function approximate(name: string, many: boolean): AggregateFunction {
  return {
    is: 'aggregate', name, spark: 'percentile_approx', takes: textAsDouble,
    resultType: ([of]) => {
      if (!isTimestamp(of) && !isInterval(of) && of.kind !== 'date') requireNumber('percentileApprox', of)
      const type = of.kind === 'string' || of.kind === 'null' ? DOUBLE : of
      return many ? arrayOf(type) : type
    },
    nullable: () => true,
    sql: ([of], { percentages, accuracy }) => `percentile_approx(${of}, ${listed(percentages as number[], many)}, ${accuracy as number})`,
    accumulator: (_, type, { percentages, accuracy }) => nearest(type, percentages as readonly number[], 1 / (accuracy as number)),
  }
}

/** Spark's choice among all values: the first one that this part of them does not go beyond. */
function nearest(type: DataType, percentages: readonly number[], error: number): Accumulator {
  const element = type.kind === 'array' ? type.element : type
  const values = collected(arrayOf(element), false)
  return {
    ...values,
    update: (slots, [arg], rows) => values.update(slots, [coerce(arg, element)], rows),
    result: slots => {
      const { offsets, elements } = values.result(slots) as ArrayVector
      const validity = Uint8Array.from(slots, (_, i) => (offsets[i + 1] > offsets[i] ? 1 : 0))
      const found: number[] = []
      const ends = new Int32Array(slots.length + 1)
      for (let i = 0; i < slots.length; i++) {
        const sorted = Int32Array.from({ length: offsets[i + 1] - offsets[i] }, (_, k) => offsets[i] + k).sort((a, b) => compareAt(elements, a, elements, b))
        const place = (part: number): number => (part <= error ? 0 : part >= 1 - error ? sorted.length - 1 : Math.ceil(part * sorted.length) - 1)
        if (type.kind !== 'array') found.push(sorted.length === 0 ? -1 : sorted[place(percentages[0])])
        else if (sorted.length > 0) for (const one of percentages) found.push(sorted[place(one)])
        ends[i + 1] = found.length
      }
      const taken = takeVector(elements, Int32Array.from(found))
      return type.kind === 'array' ? { kind: 'array', type, length: slots.length, validity, offsets: ends, elements: taken } : taken
    },
  }
}

register(approximate('percentileApprox', false), approximate('percentilesApprox', true))
register(quantile('percentile', false), quantile('percentiles', true), quantile('median', false))
