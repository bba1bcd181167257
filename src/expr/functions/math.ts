import type { DoubleVector, IntVector, Vector } from '../../batch/vector'
import { BIGINT, DOUBLE, isInterval, typeName, type DataType, type DecimalType } from '../../core/data-type'
import type { Err } from '../../core/schema-types'
import { negated, powerOfTen, rescaled } from '../../core/decimal'
import { argument, type AstOf, type AstsOf, type ColumnNameOrLiteral, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { commonTypeOf, isIntegral, isNumeric } from '../common-type'
import { overflowIn, roundedOut } from '../errors'
import { bounded, roundedType } from '../decimal-types'
import { mapDecimals } from '../kernels/decimal-arithmetic'
import { mapNumbers } from '../kernels/arithmetic'
import { castVector } from '../kernels/cast-vector'
import { choose } from '../kernels/choose'
import { coerce, coerceAll } from '../kernels/coerce'
import { compareAt } from '../kernels/compare-rows'
import { roundDouble, roundWhole } from '../kernels/round'
import { doubleVector, isValid, nullsOf } from '../kernels/vectors'
import { anyNull, register, TypeMismatch, type ScalarFunction } from '../registry'
import { allAsCommon, implicitCast } from '../unasked-cast'
import type { Val } from '../ops'
import type { Arg, CommonOf, Span, Takes, TakesLike } from '../type-rules'
import { exactOfLiteral } from './arithmetic'
import { badRows } from '../kernels/bad-rows'
import { toLong } from '../kernels/cast-numbers'

type Whole<S, Name extends string, R> = R extends readonly [infer A] ? Arg<S, Name, 'a number', A> extends infer V ? unknown extends V ? unknown : V extends Err<unknown> | 'DECIMAL' ? V : 'BIGINT' : never : never

declare module '../ops' {
  interface Ops<S, R> {
    abs: R extends readonly [infer A] ? Val<S, A> extends Span ? Val<S, A> : TakesLike<S, 'abs', R, ['a number']> : never
    round: R extends readonly unknown[] ? TakesLike<S, 'round', R, ['a number']> : never
    floor: Whole<S, 'floor', R>
    ceil: Whole<S, 'ceil', R>
    sqrt: Takes<S, 'sqrt', R, ['a number'], 'DOUBLE'>
    pow: Takes<S, 'pow', R, ['a number'], 'DOUBLE'>
    greatest: CommonOf<S, 'greatest', R>
    least: CommonOf<S, 'least', R>
  }
}

/**
 * The value without its sign, of the same type. Spark: `abs`.
 *
 * @throws ARITHMETIC_OVERFLOW for the least INT or BIGINT
 * @example
 * abs('n')
 */
export function abs<const C extends ColumnOrName>(column: C): Column<['abs', AstOf<C>]> {
  return makeCall('abs', [argument(column)])
}

/**
 * The value rounded to so many digits after the point, of the same type; halves are rounded away from zero, on the
 * decimal digits that the number prints as. Spark: `round`.
 *
 * @param scale default 0; -1 rounds to tens
 * @throws ARITHMETIC_OVERFLOW where a rounded INT or BIGINT leaves its type
 * @example
 * round('x', 2)
 */
export function round<const C extends ColumnOrName>(column: C, scale = 0): Column<['round', AstOf<C>]> {
  return makeCall('round', [argument(column), scale])
}

/**
 * The greatest whole number that is not above the value, as BIGINT, of a DECIMAL as one with no digits after the point. Spark: `floor`.
 *
 * @example
 * floor('x')
 */
export function floor<const C extends ColumnOrName>(column: C): Column<['floor', AstOf<C>]> {
  return makeCall('floor', [argument(column)])
}

/**
 * The least whole number that is not below the value, as BIGINT, of a DECIMAL as one with no digits after the point. Spark: `ceil`.
 *
 * @example
 * ceil('x')
 */
export function ceil<const C extends ColumnOrName>(column: C): Column<['ceil', AstOf<C>]> {
  return makeCall('ceil', [argument(column)])
}

/**
 * The square root as DOUBLE; NaN of a negative number. Spark: `sqrt`.
 *
 * @example
 * sqrt('x')
 */
export function sqrt<const C extends ColumnOrName>(column: C): Column<['sqrt', AstOf<C>]> {
  return makeCall('sqrt', [argument(column)])
}

/**
 * The first to the power of the second, as DOUBLE. Spark: `pow`, `power`.
 *
 * @example
 * pow('n', 2)
 */
export function pow<const A extends ColumnNameOrLiteral, const B extends ColumnNameOrLiteral>(base: A, exponent: B): Column<['pow', AstOf<A>, AstOf<B>]> {
  return makeCall('pow', [argument(base), argument(exponent)])
}

/**
 * The greatest of two or more values of a row, nulls left out; null where all are. NaN is the greatest number.
 * Spark: `greatest`.
 *
 * @example
 * greatest('n', 10)
 */
export function greatest<const C extends readonly [ColumnNameOrLiteral, ColumnNameOrLiteral, ...ColumnNameOrLiteral[]]>(...columns: C): Column<['greatest', ...AstsOf<C>]> {
  return makeCall('greatest', columns.map(argument))
}

/**
 * The least of two or more values of a row, nulls left out; null where all are. Spark: `least`.
 *
 * @example
 * least('n', 10)
 */
export function least<const C extends readonly [ColumnNameOrLiteral, ColumnNameOrLiteral, ...ColumnNameOrLiteral[]]>(...columns: C): Column<['least', ...AstsOf<C>]> {
  return makeCall('least', columns.map(argument))
}

const textAsDouble = (args: readonly DataType[]): (DataType | null)[] => args.map(arg => (arg.kind === 'string' ? DOUBLE : null))

/** A number's own type. */
function numberType(name: string, of: DataType): DataType {
  if (!isNumeric(of) && of.kind !== 'null') throw new TypeMismatch(`${name} needs a number, and this is ${typeName(of)}`, { hint: "Cast it first: .cast('DOUBLE')." })
  return of
}

const roundFunction: ScalarFunction = {
  is: 'scalar', name: 'round', spark: 'round',
  takes: textAsDouble,
  nullable: () => true,
  resultType: ([of], _, bound) => (of.kind === 'decimal' ? roundedType(of, Number(bound[1].constant?.value)) : numberType('round', of)),
  evaluate: ([of, scales], { type }) => {
    const scale = (scales as IntVector).values[0] ?? 0
    if (type.kind === 'decimal') return mapDecimals(of, type, (x, from) => rescaled(rescaled(x, from, scale), scale, type.scale), overflowIn('round'))
    return mapNumbers(coerce(of, type), {
      double: x => roundDouble(x, scale),
      whole: x => Number(roundWhole(BigInt(x), scale)),
      big: x => roundWhole(x, scale),
    }, overflowIn('round'))
  },
}

/** `floor` and `ceil`: BIGINT, whatever comes in. */
function toWhole(name: 'floor' | 'ceil'): ScalarFunction {
  return {
    is: 'scalar', name, spark: name, takes: textAsDouble,
    resultType: ([of]) => {
      return of.kind === 'decimal' ? wholeType(of) : (numberType(name, of), BIGINT)
    },
    nullable: () => true,
    sql: ([of]) => `${name.toUpperCase()}(${of})`,
    evaluate: ([of], { type, rows }) => {
      if (of.kind === 'null') return nullsOf(type, rows)
      if (type.kind === 'decimal') return mapDecimals(of, type, (x, scale) => floorDivide(name === 'floor' ? x : -x, powerOfTen(scale)) * (name === 'floor' ? 1n : -1n), overflowIn(name))
      if (isIntegral(of.type)) return castVector(of, BIGINT)
      const { values, validity } = coerce(of, DOUBLE) as DoubleVector
      return toLong(saturated(values, validity, name), badRows(of, BIGINT, 'fail'))
    },
  }
}

function wholeType({ precision, scale }: DecimalType): DecimalType {
  return scale === 0 ? bounded(precision, 0) : bounded(precision - scale + 1, 0)
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a / b - (a < 0n && a % b !== 0n ? 1n : 0n)
}

/** As Java turns a double into a long: NaN is 0, and what lies beyond the ends is the end. */
function saturated(values: Float64Array, validity: Vector['validity'], name: 'floor' | 'ceil'): DoubleVector {
  const wholes = values.map(x => (Number.isNaN(x) ? 0 : Math.max(-(2 ** 63), Math.min(2 ** 63, Math[name](x)))))
  return doubleVector(wholes, validity)
}

function ofDoubles(name: string, to: (...x: number[]) => number, sql?: ScalarFunction['sql']): ScalarFunction {
  return {
    is: 'scalar', name, spark: name, sql,
    takes: args => args.map(arg => implicitCast(arg, DOUBLE)),
    // Spark's functions of one number are nullable whatever they are given.
    nullable: args => args.length === 1 || args.some(Boolean),
    resultType: args => {
      for (const arg of args) numberType(name, arg)
      return DOUBLE
    },
    evaluate: (args, { rows }) => {
      const validity = anyNull(args, rows)
      const columns = args.map(arg => (arg.kind === 'null' ? new Float64Array(rows) : (coerce(arg, DOUBLE) as DoubleVector).values))
      const values = new Float64Array(rows)
      const [a, b] = columns
      for (let i = 0; i < rows; i++) if (isValid(validity, i)) values[i] = b === undefined ? to(a[i]) : to(a[i], b[i])
      return doubleVector(values, validity)
    },
  }
}

function extremeOfRow(name: 'greatest' | 'least', sign: 1 | -1): ScalarFunction {
  return {
    is: 'scalar', name, spark: name, evaluates: 'every',
    takes: args => (args.some(arg => arg.kind === 'string') ? args.map(() => null) : allAsCommon(args)),
    resultType: args => {
      const common = commonTypeOf(args)
      if (common === null || (args.some(arg => arg.kind === 'string') && common.kind !== 'string')) {
        throw new TypeMismatch(`${name} needs arguments of one type, and these are ${args.map(typeName).join(', ')}`, { hint: 'Cast them with .cast(…).' })
      }
      return common
    },
    nullable: args => args.every(Boolean),
    evaluate: (args, { type, rows }) => {
      const columns = coerceAll(args)
      const choice = new Int8Array(rows).fill(-1)
      columns.forEach((column, at) => {
        if (column.kind === 'null') return
        for (let i = 0; i < rows; i++) {
          if (!isValid(column.validity, i)) continue
          if (choice[i] < 0 || sign * compareAt(column, i, columns[choice[i]], i) > 0) choice[i] = at
        }
      })
      return choose(type, columns, choice)
    },
  }
}

register(
  {
    is: 'scalar', name: 'abs', spark: 'abs', takes: textAsDouble, rewrite: exactOfLiteral, keepsName: true,
    resultType: ([of]) => (isInterval(of) ? of : numberType('abs', of)),
    evaluate: ([of], { type, options }) => type.kind === 'decimal' ? mapDecimals(of, type, x => (x >= 0n ? x : options.exact === true ? -x : negated(x)), roundedOut('abs')) : mapNumbers(coerce(of, type), { double: Math.abs, whole: Math.abs, big: x => (x < 0n ? -x : x) }, overflowIn('abs')),
  },
  roundFunction,
  toWhole('floor'),
  toWhole('ceil'),
  ofDoubles('sqrt', Math.sqrt, ([of]) => `SQRT(${of})`),
  ofDoubles('pow', Math.pow),
  extremeOfRow('greatest', 1),
  extremeOfRow('least', -1),
)
