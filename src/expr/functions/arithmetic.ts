import { BIGINT, DOUBLE, isInterval, typeName, type DataType } from '../../core/data-type'
import { negated } from '../../core/decimal'
import type { Err, TypeNames } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { defineMethods, makeCall, type AnyColumn, type Ast, type Column, type Operand } from '../column'
import type { Val } from '../ops'
import { commonType, isNumeric } from '../common-type'
import { ArithmeticOverflow, BinaryArithmeticOverflow, DivideByZero, NumberOutOfRange, intervalBeyond, overflowIn, roundedOut, RemainderByZero } from '../errors'
import type { Call, Expression } from '../expression'
import { decimalFor, resultOf, operandType, type DecimalOperation } from '../decimal-types'
import { calculate, mapNumbers, type Operator, type Trouble } from '../kernels/arithmetic'
import { calculateDecimals, mapDecimals } from '../kernels/decimal-arithmetic'
import { coerce } from '../kernels/coerce'
import { nullsOf } from '../kernels/vectors'
import { register, TypeMismatch, type Bound, type ScalarFunction } from '../registry'
import { differenceOf, productOf, quotientOf, sumOf } from '../span-rules'
import { spansBy } from './spans'
import { allAsCommon } from '../unasked-cast'
import type { Arg, Common, DaySpan, DayTimeSpan, Moment, Num, Span, TakesLike, Whole } from '../type-rules'

/** The wider of two numbers' types. */
type Calculated<S, Name extends string, R> =
  R extends readonly [infer A, infer B]
    ? Arg<S, Name, 'a number', A> extends infer L
      ? unknown extends L ? unknown
        : L extends Err<unknown> ? L
          : Arg<S, Name, 'a number', B> extends infer V ? unknown extends V ? unknown : V extends Err<unknown> ? V : Common<L, V> : never
      : never
    : never

/** A DOUBLE, except between DECIMALs and whole numbers. */
type Divided<S, Name extends string, R> = Calculated<S, Name, R> extends infer V ? V extends Whole | 'FLOAT' ? 'DOUBLE' : V : never

/** What + makes of a day, a time or an interval, with what comes second; `never` of numbers and what cannot be. */
type Added<L, R> =
  L extends 'DATE' ? R extends DaySpan | 'INTERVAL YEAR TO MONTH' | 'INT' | 'SMALLINT' | 'TINYINT' ? 'DATE' : R extends DayTimeSpan | 'VOID' ? 'TIMESTAMP' : never
    : L extends Moment ? R extends Span | 'VOID' ? L : never
      : L extends Span ? Common<L, R>
        : L extends 'STRING' ? R extends DayTimeSpan ? 'STRING' : never : never
type Subtracted<L, R> =
  [L, R] extends ['DATE', 'DATE' | 'STRING' | 'VOID'] | ['STRING' | 'VOID', 'DATE'] ? 'INTERVAL DAY'
    : [L, R] extends [Moment, Moment | 'DATE' | 'STRING' | 'VOID'] | ['DATE' | 'STRING' | 'VOID', Moment] ? 'INTERVAL DAY TO SECOND' : Added<L, R>
type Scaled<L, R> = R extends Num | 'VOID' ? L extends DayTimeSpan ? 'INTERVAL DAY TO SECOND' : L extends 'INTERVAL YEAR TO MONTH' ? L : never : never
type Spans<K, L, R> =
  K extends 'plus' | 'tryAdd' ? Added<L, R> | Added<R, L>
    : K extends 'minus' | 'trySubtract' ? Subtracted<L, R>
      : K extends 'times' | 'tryMultiply' ? Scaled<L, R> | Scaled<R, L> : Scaled<L, R>
/** The operator of days, times and intervals, else what numbers make of it. */
type WithSpans<S, K, R, Numbers> =
  R extends readonly [infer A, infer B]
    ? [Val<S, A>, Val<S, B>] extends [infer L, infer V]
      ? L extends keyof TypeNames ? V extends keyof TypeNames ? [Spans<K, L, V>] extends [never] ? Numbers : Spans<K, L, V> : Numbers : Numbers
      : never
    : never

declare module '../ops' {
  interface Ops<S, R> {
    plus: WithSpans<S, 'plus', R, Calculated<S, 'plus', R>>
    minus: WithSpans<S, 'minus', R, Calculated<S, 'minus', R>>
    times: WithSpans<S, 'times', R, Calculated<S, 'times', R>>
    divide: WithSpans<S, 'divide', R, Divided<S, 'divide', R>>
    mod: Calculated<S, 'mod', R>
    negate: R extends readonly [infer A] ? Val<S, A> extends Span ? Val<S, A> : TakesLike<S, 'negate', R, ['a number']> : never
    tryAdd: WithSpans<S, 'tryAdd', R, Calculated<S, 'tryAdd', R>>
    trySubtract: WithSpans<S, 'trySubtract', R, Calculated<S, 'trySubtract', R>>
    tryMultiply: WithSpans<S, 'tryMultiply', R, Calculated<S, 'tryMultiply', R>>
    tryDivide: WithSpans<S, 'tryDivide', R, Divided<S, 'tryDivide', R>>
  }
}

declare module '../column' {
  interface Column<A> {
    /**
     * The sum, of the wider of both types; a whole number beside FLOAT makes DOUBLE, a DECIMAL makes one of more digits. A time takes an
     * interval, and so does a day, which stays a DATE where that counts days or months, and becomes a TIMESTAMP where it
     * counts hours; a DATE takes a number of days too. Spark: `+`.
     *
     * @throws ARITHMETIC_OVERFLOW, BINARY_ARITHMETIC_OVERFLOW of TINYINT and SMALLINT, NUMERIC_VALUE_OUT_OF_RANGE of a DECIMAL; `tryAdd` gives null instead
     * @example
     * col('n').plus(1)
     */
    plus<const B extends Operand>(other: B): Column<['plus', A, Ast<B>]>
    /**
     * The difference. Between two times it is an INTERVAL DAY TO SECOND, between two DATEs an INTERVAL DAY; what `plus` adds
     * is taken away the same way. Spark: `-`.
     *
     * @throws ARITHMETIC_OVERFLOW, BINARY_ARITHMETIC_OVERFLOW; `trySubtract` gives null instead
     * @example
     * col('big').minus(col('n'))
     */
    minus<const B extends Operand>(other: B): Column<['minus', A, Ast<B>]>
    /**
     * The product; of an interval and a number, halves rounded away from zero, an interval. Spark: `*`.
     *
     * @throws ARITHMETIC_OVERFLOW, BINARY_ARITHMETIC_OVERFLOW; `tryMultiply` gives null instead
     * @example
     * col('x').times(2)
     */
    times<const B extends Operand>(other: B): Column<['times', A, Ast<B>]>
    /**
     * The quotient as DOUBLE; with a DECIMAL beside another or a whole number, a DECIMAL; an interval
     * through a number is an interval. Spark: `/`.
     *
     * @throws DIVIDE_BY_ZERO, INTERVAL_DIVIDED_BY_ZERO; `tryDivide` gives null instead
     * @example
     * col('n').divide(6)
     */
    divide<const B extends Operand>(other: B): Column<['divide', A, Ast<B>]>
    /**
     * What division leaves, with the sign of the dividend. Spark: `%`.
     *
     * @throws REMAINDER_BY_ZERO
     * @example
     * col('n').mod(2).eq(0)
     */
    mod<const B extends Operand>(other: B): Column<['mod', A, Ast<B>]>
    /**
     * The number, or the interval, with the other sign. Spark: `-`, `negative`.
     *
     * @throws ARITHMETIC_OVERFLOW for the least INT or BIGINT
     * @example
     * col('n').negate()
     */
    negate(): Column<['negate', A]>
  }
}

/**
 * The sum, or null where it leaves its type. Spark: `try_add`.
 *
 * @example
 * tryAdd('big', 1)
 */
export function tryAdd<const A extends ColumnOrName, const B extends Operand>(left: A, right: B): Column<['tryAdd', AstOf<A>, AstOf<B>]> {
  return makeCall('tryAdd', [argument(left), argument(right)])
}

/**
 * The difference, or null where it leaves its type. Spark: `try_subtract`.
 *
 * @example
 * trySubtract('big', 1)
 */
export function trySubtract<const A extends ColumnOrName, const B extends Operand>(left: A, right: B): Column<['trySubtract', AstOf<A>, AstOf<B>]> {
  return makeCall('trySubtract', [argument(left), argument(right)])
}

/**
 * The product, or null where it leaves its type. Spark: `try_multiply`.
 *
 * @example
 * tryMultiply('n', 1000)
 */
export function tryMultiply<const A extends ColumnOrName, const B extends Operand>(left: A, right: B): Column<['tryMultiply', AstOf<A>, AstOf<B>]> {
  return makeCall('tryMultiply', [argument(left), argument(right)])
}

/**
 * The quotient as DOUBLE, or null where the divisor is zero. Spark: `try_divide`.
 *
 * @example
 * tryDivide('x', 'n')
 */
export function tryDivide<const A extends ColumnOrName, const B extends Operand>(left: A, right: B): Column<['tryDivide', AstOf<A>, AstOf<B>]> {
  return makeCall('tryDivide', [argument(left), argument(right)])
}

defineMethods({
  plus(this: AnyColumn, other: Operand) { return makeCall('plus', [this, other]) },
  minus(this: AnyColumn, other: Operand) { return makeCall('minus', [this, other]) },
  times(this: AnyColumn, other: Operand) { return makeCall('times', [this, other]) },
  divide(this: AnyColumn, other: Operand) { return makeCall('divide', [this, other]) },
  mod(this: AnyColumn, other: Operand) { return makeCall('mod', [this, other]) },
  negate(this: AnyColumn) { return makeCall('negate', [this]) },
})

const ADD: Operator = { whole: (a, b) => a + b, big: (a, b) => a + b, double: (a, b) => a + b }
const SUBTRACT: Operator = { whole: (a, b) => a - b, big: (a, b) => a - b, double: (a, b) => a - b }
const MULTIPLY: Operator = { whole: (a, b) => a * b, big: (a, b) => a * b, double: (a, b) => a * b }
const zero = (b: number): boolean => b === 0
const DIVIDE: Operator = { whole: (a, b) => a / b, big: (a, b) => a / b, double: (a, b) => a / b, hole: zero }
// `+ 0` because -7 % 7 is -0.
const REMAINDER: Operator = { whole: (a, b) => a % b + 0, big: (a, b) => a % b, double: (a, b) => a % b, hole: zero }

interface Named {
  readonly name: string
  readonly spark: string
  /** How Spark prints it between its operands; functions are printed as calls. */
  readonly sign?: string
  readonly operator: Operator
  /** The same between DECIMALs. */
  readonly exact: DecimalOperation
  /** What a try function is called, for the hint; none: this is one, and gives null. */
  readonly instead?: string
  readonly asDouble?: boolean
  /** What it is of days, times and intervals. */
  readonly spans?: ScalarFunction['instead']
}

function operatorFunction({ name, spark, sign, operator, exact, instead, asDouble = false, spans }: Named): ScalarFunction {
  return {
    is: 'scalar', name, spark, instead: spans,
    takes: args => (args.some(arg => arg.kind === 'string') && args.some(isNumeric) ? allAsCommon(args) : [null, null]),
    // Of two numbers Spark tries the sum; of others, it tries all that stands in it.
    ...(instead === undefined ? { swallows: args => !args.every(isNumeric) } : {}),
    resultType: (args, _, bound) => {
      const decimal = betweenDecimals(exact, args, bound)
      if (decimal !== null) return decimal
      const common = commonType(args[0], args[1])
      if (common === null || !(isNumeric(common) || common.kind === 'null')) {
        throw new TypeMismatch(`${name} needs numbers, and these are ${args.map(typeName).join(' and ')}`, { hint: 'Cast what is no number with .cast(…).' })
      }
      return asDouble ? DOUBLE : isNumeric(common) ? common : DOUBLE
    },
    nullable: (args, _, types, bound) => instead === undefined || types.some(type => type.kind === 'decimal') && bound.some(hasFewDigits) || operator.hole !== undefined || args.some(Boolean),
    ...(operator.hole === undefined ? {} : { evaluates: instead === undefined ? 'right unless zero' as const : 'right first' as const }),
    sql: sign === undefined ? undefined : ([a, b]) => `(${a} ${sign} ${b})`,
    evaluate: ([a, b], { type, rows }) => {
      if (a.kind === 'null' || b.kind === 'null') return nullsOf(type, rows)
      const bad = (trouble: Trouble): void => {
        if (instead !== undefined) throw failure(trouble, name, type, instead)
      }
      if (type.kind === 'decimal') return calculateDecimals(exact, a, b, type, rows, bad)
      return calculate(operator, coerce(a, type), coerce(b, type), rows, bad)
    },
  }
}

/** Whether Spark casts the literal to a DECIMAL of fewer digits than its type may have, and calls the result nullable. */
function hasFewDigits({ type, constant }: Bound): boolean {
  const [own, all] = [operandType(type, constant?.value), decimalFor(type)]
  return own !== null && all !== null && own.precision < all.precision
}

/** The type of the result where a DECIMAL meets another or a whole number; null where the numbers are of other types. */
function betweenDecimals(operation: DecimalOperation, args: readonly DataType[], bound: readonly Bound[]): DataType | null {
  const decimal = args.find(arg => arg.kind === 'decimal')
  if (decimal === undefined) return null
  const [left, right] = args.map((arg, i) => (arg.kind === 'null' ? operandType(decimal, undefined) : operandType(arg, bound[i].constant?.value)))
  return left === null || right === null ? null : resultOf(operation, left, right)
}

function failure(trouble: 'overflow' | 'hole', name: string, type: DataType, instead: string): Error {
  const hint = `Use ${instead} to get null instead.`
  if (trouble === 'overflow' && type.kind === 'decimal') return new NumberOutOfRange(`${name}: a result has more digits than ${typeName(type)} holds`, { hint })
  const Overflow = type.kind === 'tinyint' || type.kind === 'smallint' ? BinaryArithmeticOverflow : ArithmeticOverflow
  if (trouble === 'overflow') return new Overflow(`${name}: a result leaves the range of ${typeName(type)}`, { hint: type === BIGINT ? hint : `${hint} Or cast an operand to BIGINT first.` })
  return name === 'mod'
    ? new RemainderByZero('mod: the divisor of a row is zero', { hint })
    : new DivideByZero('divide: the divisor of a row is zero', { hint })
}

/** Spark keeps all digits of a DECIMAL that is written in the query, and 34 of one that it reads. */
export function exactOfLiteral(of: Call): Call {
  return of.options.exact === undefined && isWritten(of.args[0]) ? { ...of, options: { exact: true } } : of
}

const CHOOSING = new Set(['least', 'greatest', 'coalesce', 'ifNull', 'negate', 'abs'])

/** A literal, or one of several, under whatever sign. */
function isWritten(of: Expression): boolean {
  return of.kind === 'literal' || (of.kind === 'call' && CHOOSING.has(of.fn) && of.args.every(isWritten))
}

register(
  operatorFunction({ name: 'plus', spark: '+', sign: '+', operator: ADD, exact: 'add', instead: 'tryAdd', spans: spansBy(sumOf) }),
  operatorFunction({ name: 'minus', spark: '-', sign: '-', operator: SUBTRACT, exact: 'subtract', instead: 'trySubtract', spans: spansBy(differenceOf) }),
  operatorFunction({ name: 'times', spark: '*', sign: '*', operator: MULTIPLY, exact: 'multiply', instead: 'tryMultiply', spans: spansBy(productOf) }),
  operatorFunction({ name: 'divide', spark: '/', sign: '/', operator: DIVIDE, exact: 'quotient', instead: 'tryDivide', asDouble: true, spans: spansBy(quotientOf) }),
  operatorFunction({ name: 'mod', spark: '%', sign: '%', operator: REMAINDER, exact: 'remainder', instead: 'when(divisor.neq(0), …)' }),
  operatorFunction({ name: 'tryAdd', spark: 'try_add', operator: ADD, exact: 'add', spans: spansBy(sumOf, true) }),
  operatorFunction({ name: 'trySubtract', spark: 'try_subtract', operator: SUBTRACT, exact: 'subtract', spans: spansBy(differenceOf, true) }),
  operatorFunction({ name: 'tryMultiply', spark: 'try_multiply', operator: MULTIPLY, exact: 'multiply', spans: spansBy(productOf, true) }),
  operatorFunction({ name: 'tryDivide', spark: 'try_divide', operator: DIVIDE, exact: 'quotient', asDouble: true, spans: spansBy(quotientOf, true) }),
  {
    is: 'scalar', name: 'negate', spark: 'negative',
    takes: ([of]) => [of.kind === 'string' ? DOUBLE : null],
    rewrite: exactOfLiteral, keepsName: true,
    resultType: ([of]) => {
      if (!isNumeric(of) && !isInterval(of) && of.kind !== 'null') throw new TypeMismatch(`negate needs a number, and this is ${typeName(of)}`, { hint: "Cast it first: .cast('DOUBLE')." })
      return of
    },
    sql: ([of]) => `(- ${of})`,
    evaluate: ([of], { type, options }) => (type.kind === 'decimal' ? mapDecimals(of, type, options.exact === true ? x => -x : negated, roundedOut('negate')) : mapNumbers(coerce(of, type), { double: x => -x, whole: x => 0 - x, big: x => -x }, isInterval(type) ? intervalBeyond('negate') : overflowIn('negate'))),
  },
)
