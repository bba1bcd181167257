import type { IntVector, LongVector, Vector } from '../../batch/vector'
import { DATE, DAY_TO_SECOND, DAYS, INT, sameType, STRING, TIMESTAMP, TIMESTAMP_NTZ, YEAR_TO_MONTH, type DataType } from '../../core/data-type'
import { ArithmeticOverflow, IntervalBeyond, IntervalDividedByZero, IntervalOverflow } from '../errors'
import { calculate, type Operator } from '../kernels/arithmetic'
import { castMakesNull } from '../kernels/cast-nulls'
import { castVector } from '../kernels/cast-vector'
import { daysBetween, monthsAdded, scaled, wholeDays, type Bad } from '../kernels/interval-arithmetic'
import { intVector, isValid, nullsOf } from '../kernels/vectors'
import { anyNull, type EvalCall, type ScalarFunction } from '../registry'
import { commonType } from '../common-type'
import type { SpanCall } from '../span-rules'


const ADD: Operator = { whole: (a, b) => a + b, big: (a, b) => a + b, double: (a, b) => a + b }
const SUBTRACT: Operator = { whole: (a, b) => a - b, big: (a, b) => a - b, double: (a, b) => a - b }

type Kernel = (args: readonly Vector[], of: EvalCall, bad: Bad) => Vector

interface Forms { readonly is: ScalarFunction; readonly tried: ScalarFunction }

interface Spans {
  readonly name: string
  readonly spark: string
  /** Spark's name of the try form, which is printed as a call. */
  readonly tried: string
  readonly sql: (a: string, b: string) => string
  readonly type: (args: readonly DataType[]) => DataType
  /** To which types Spark casts the arguments first; a text may then be none. */
  readonly as: (args: readonly DataType[]) => readonly DataType[]
  readonly kernel: Kernel
  readonly overflow?: () => Error
}

const HINT = 'Keep such rows out with where, or use the try form of the operator to get null instead.'
const tooLong = (): Error => new IntervalOverflow('an interval leaves the range of its type', { hint: HINT })
const beyond = (): Error => new IntervalBeyond('a time or an interval leaves the range of its type', { hint: HINT })
const outOfDays = (): Error => new ArithmeticOverflow('a day leaves the range of a DATE', { hint: HINT })

/** The function, and its form that gives null where it would fail. */
function spans({ name, spark, tried, sql, type, as, kernel, overflow = beyond }: Spans): Forms {
  const one = (attempt: boolean): ScalarFunction => ({
    is: 'scalar', name, spark: attempt ? tried : spark,
    ...(attempt ? { swallows: () => true } : {}),
    resultType: args => type(args),
    nullable: (args, _, types) => attempt || args.some(Boolean) || as(types).some((to, i) => castMakesNull(types[i], to)),
    ...(attempt ? {} : { sql: ([a, b]: readonly string[]) => sql(a, b) }),
    evaluate: (args, of) => {
      if (args.some(arg => arg.kind === 'null')) return nullsOf(of.type, of.rows)
      const bad: Bad = trouble => {
        if (!attempt) throw trouble === 'hole' ? new IntervalDividedByZero('the divisor of an interval is zero', { hint: HINT }) : overflow()
      }
      const wanted = as(args.map(arg => arg.type))
      return kernel(args.map((arg, i) => (sameType(arg.type, wanted[i]) ? arg : castVector(arg, wanted[i], attempt ? 'null' : 'fail'))), of, bad)
    },
  })
  return { is: one(false), tried: one(true) }
}

const times = (operator: Operator, type: DataType): Kernel => ([a, b], { rows }, bad) => ({ ...calculate(operator, a, b, rows, bad) as LongVector, type })
const retyped = (of: Vector, type: DataType): Vector => ({ ...of, type }) as Vector

/** Intervals of all units of both; a null is one of the other's. */
function spanType([a, b]: readonly DataType[]): DataType {
  return commonType(a, b)!
}

function betweenSpans(name: string, sign: string, tried: string, operator: Operator): Forms {
  return spans({
    name, spark: sign, tried, sql: (a, b) => `(${a} ${sign} ${b})`, type: spanType, as: types => types, overflow: tooLong,
    kernel: ([a, b], { type, rows }, bad) => retyped(calculate(operator, a, b, rows, bad), type),
  })
}

/** A time, or a text of one, and what is added: a DATE becomes a TIMESTAMP, unless months are added to it. */
function timeAs([time, by]: readonly DataType[]): DataType {
  if (time.kind === 'date' && by.kind === 'year_month') return DATE
  return time.kind === 'timestamp_ntz' ? TIMESTAMP_NTZ : TIMESTAMP
}

function moved(name: string, sign: '+' | '-', tried: string, operator: Operator): Forms {
  const by = sign === '+' ? 1 : -1
  const type = (args: readonly DataType[]): DataType => (args[0].kind === 'string' ? STRING : timeAs(args))
  return spans({
    name, spark: sign, tried, sql: (a, b) => `${a} ${sign} ${b}`, type, as: args => [timeAs(args), args[1]],
    kernel: ([time, span], of, bad) => {
      const { type: to, rows } = of
      const overflow: Bad = (trouble, row) => {
        if (to.kind === 'date') try { bad(trouble, row) } catch { throw outOfDays() }
        else bad(trouble, row)
      }
      if (span.type.kind === 'year_month') return monthsAdded(time as IntVector | LongVector, span as IntVector, by, to, rows, overflow)
      const result = times(operator, time.type)([time, span], of, bad)
      return to.kind === 'string' ? castVector(result, STRING) : result
    },
  })
}

function dayMoved(name: string, sign: 1 | -1, tried: string): Forms {
  return spans({
    name, spark: 'date_add', tried, sql: (a, b) => `date_add(${a}, ${sign === 1 ? `extractansiintervaldays(${b})` : `(- extractansiintervaldays(${b}))`})`,
    type: () => DATE, as: args => args,
    kernel: ([day, span], { rows }) => {
      const days = wholeDays(span as LongVector, sign)
      const validity = anyNull([day, span], rows)
      // Beyond the ends it goes on at the other one, as in Spark.
      return intVector(Int32Array.from((day as IntVector).values.subarray(0, rows), (value, i) => (isValid(validity, i) ? value + days.values[i] : 0)), validity, DATE)
    },
  })
}

function daysMoved(name: string, sign: 1 | -1, spark: string, tried: string): Forms {
  return spans({
    name, spark, tried, sql: (a, b) => `${spark}(${a}, ${b})`, type: () => DATE, as: () => [DATE, INT],
    kernel: ([day, by], { rows }) => {
      const validity = anyNull([day, by], rows)
      const { values } = by as IntVector
      return intVector(Int32Array.from((day as IntVector).values.subarray(0, rows), (value, i) => (isValid(validity, i) ? value + sign * values[i] : 0)), validity, DATE)
    },
  })
}

const scaledType = ([of]: readonly DataType[]): DataType => (of.kind === 'day_time' ? DAY_TO_SECOND : YEAR_TO_MONTH)
const scaledAs = ([of, by]: readonly DataType[]): readonly DataType[] => [of, by.kind === 'string' ? { kind: 'double' } : by]

function scaling(name: string, sign: '*' | '/', tried: string, overflow: () => Error): Forms {
  return spans({
    name, spark: sign, tried, sql: (a, b) => `(${a} ${sign} ${b})`, type: scaledType, as: scaledAs, overflow,
    kernel: ([of, by], { type, rows }, bad) => scaled(sign === '*' ? 'times' : 'divide', of as IntVector | LongVector, by, type, rows, bad),
  })
}

/** Both as times of one kind: without a zone where neither has one, as Spark's common type has it. */
function bothTimes([a, b]: readonly DataType[]): readonly DataType[] {
  const isMoment = [a, b].some(type => type.kind === 'timestamp') || ![a, b].some(type => type.kind === 'timestamp_ntz')
  const to = isMoment ? TIMESTAMP : TIMESTAMP_NTZ
  return [to, to]
}

const all: readonly Forms[] = [
  betweenSpans('spanPlus', '+', 'try_add', ADD),
  betweenSpans('spanMinus', '-', 'try_subtract', SUBTRACT),
  moved('timePlus', '+', 'try_add', ADD),
  moved('timeMinus', '-', 'try_subtract', SUBTRACT),
  dayMoved('dayPlus', 1, 'try_add'),
  dayMoved('dayMinus', -1, 'try_subtract'),
  daysMoved('dayAdded', 1, 'date_add', 'try_add'),
  daysMoved('dayTaken', -1, 'date_sub', 'try_subtract'),
  scaling('spanTimes', '*', 'try_multiply', beyond),
  scaling('spanDivide', '/', 'try_divide', tooLong),
  spans({
    name: 'timesBetween', spark: '-', tried: 'try_subtract', sql: (a, b) => `(${a} - ${b})`,
    type: () => DAY_TO_SECOND, as: bothTimes, kernel: times(SUBTRACT, DAY_TO_SECOND),
  }),
  spans({
    name: 'daysBetween', spark: '-', tried: 'try_subtract', sql: (a, b) => `(${a} - ${b})`,
    type: () => DAYS, as: () => [DATE, DATE], kernel: ([a, b], { rows }, bad) => daysBetween(a as IntVector, b as IntVector, DAYS, rows, bad),
  }),
]

const byName = new Map(all.map(forms => [forms.is.name, forms]))

/** What an operator is of days, times and intervals by that rule, for a function's `instead`. */
export function spansBy(rule: (types: readonly DataType[]) => SpanCall | null, tried = false): ScalarFunction['instead'] {
  return types => {
    const found = rule(types)
    if (found === null) return null
    const forms = byName.get(found.fn)!
    return { of: tried ? forms.tried : forms.is, args: found.args }
  }
}
