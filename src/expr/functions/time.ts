import type { IntVector, LongVector, StringVector, Vector } from '../../batch/vector'
import { constantVector } from '../../batch/constant'
import { BIGINT, DATE, INT, isSmallWhole, STRING, TIMESTAMP, TIMESTAMP_NTZ, typeName, type DataType } from '../../core/data-type'
import { powerOfTen } from '../../core/decimal'
import { Instant } from '../../core/instant'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Ast, type Column } from '../column'
import { isIntegral, isNumeric } from '../common-type'
import { CannotParseTimestamp, overflowIn } from '../errors'
import { castMakesNull } from '../kernels/cast-nulls'
import { canCast, castVector } from '../kernels/cast-vector'
import { coerce } from '../kernels/coerce'
import { halvesOf, nearestNumbers, setHalves } from '../kernels/longs'
import { parseDate } from '../kernels/parse-date'
import { quoted } from '../kernels/show-value'
import { intVector, isValid, longVector, nullsOf } from '../kernels/vectors'
import { anyNull, register, TypeMismatch, type ScalarFunction } from '../registry'
import { implicitCast } from '../unasked-cast'
import type { Takes } from '../type-rules'
import type { IntOrColumn } from './strings'
import { requireTime } from './time-parts'

type Time = ['a STRING, a TIMESTAMP or a DATE']

declare module '../ops' {
  interface Ops<S, R> {
    toTimestamp: Takes<S, 'toTimestamp', R, Time, 'TIMESTAMP'>
    toTimestampNtz: Takes<S, 'toTimestampNtz', R, Time, 'TIMESTAMP_NTZ'>
    tryToTimestamp: Takes<S, 'tryToTimestamp', R, Time, 'TIMESTAMP'>
    toDate: Takes<S, 'toDate', R, Time, 'DATE'>
    unixTimestamp: Takes<S, 'unixTimestamp', R, Time, 'BIGINT'>
    timestampSeconds: Takes<S, 'timestampSeconds', R, ['a number'], 'TIMESTAMP'>
    timestampMillis: Takes<S, 'timestampMillis', R, ['a whole number'], 'TIMESTAMP'>
    currentTimestamp: 'TIMESTAMP'
    dateAdd: Takes<S, 'dateAdd', R, ['a STRING, a TIMESTAMP or a DATE', 'a whole number'], 'DATE'>
    dateDiff: Takes<S, 'dateDiff', R, Time, 'INT'>
  }
}

/**
 * Text as a moment: by a pattern such as `dd/MM/yyyy HH:mm`, else as `.cast('TIMESTAMP')` reads it. Without a zone the
 * text is in UTC. Spark: `to_timestamp`.
 *
 * @throws CANNOT_PARSE_TIMESTAMP, CAST_INVALID_INPUT: the query fails; `tryToTimestamp` gives null instead
 * @example
 * toTimestamp(lit('05/01/2024 10:11'), 'dd/MM/yyyy HH:mm')
 */
export function toTimestamp<const C extends ColumnOrName>(column: C, pattern?: string): Column<['toTimestamp', AstOf<C>]> {
  return makeCall('toTimestamp', [argument(column), ...(pattern === undefined ? [] : [pattern])])
}

/**
 * Text as a date and time in no zone: by a pattern, else as `.cast('TIMESTAMP_NTZ')` reads it. A zone in the text does not
 * count; a moment is taken as the clock shows it in UTC. Spark: `to_timestamp_ntz`.
 *
 * @throws CANNOT_PARSE_TIMESTAMP, CAST_INVALID_INPUT: the query fails; `tryCast` gives null instead
 * @example
 * toTimestampNtz(lit('05/01/2024 10:11'), 'dd/MM/yyyy HH:mm')
 */
export function toTimestampNtz<const C extends ColumnOrName>(column: C, pattern?: string): Column<['toTimestampNtz', AstOf<C>]> {
  return makeCall('toTimestampNtz', [argument(column), ...(pattern === undefined ? [] : [pattern])])
}

/**
 * As `toTimestamp`, and null where it would fail. Spark: `try_to_timestamp`.
 *
 * @example
 * tryToTimestamp('user')
 */
export function tryToTimestamp<const C extends ColumnOrName>(column: C, pattern?: string): Column<['tryToTimestamp', AstOf<C>]> {
  return makeCall('tryToTimestamp', [argument(column), ...(pattern === undefined ? [] : [pattern])])
}

/**
 * Text as a day, by a pattern or as `.cast('DATE')` reads it; of a moment, its day in UTC. Spark: `to_date`.
 *
 * @throws CANNOT_PARSE_TIMESTAMP, CAST_INVALID_INPUT
 * @example
 * toDate('timestamp')
 */
export function toDate<const C extends ColumnOrName>(column: C, pattern?: string): Column<['toDate', AstOf<C>]> {
  return makeCall('toDate', [argument(column), ...(pattern === undefined ? [] : [pattern])])
}

/**
 * Whole seconds since 1970-01-01T00:00:00Z, as BIGINT; text is read by a pattern. Spark: `unix_timestamp`.
 *
 * @param pattern for text only; default `yyyy-MM-dd HH:mm:ss`
 * @throws CANNOT_PARSE_TIMESTAMP
 * @example
 * unixTimestamp('timestamp')
 */
export function unixTimestamp<const C extends ColumnOrName>(column: C, pattern = 'yyyy-MM-dd HH:mm:ss'): Column<['unixTimestamp', AstOf<C>]> {
  return makeCall('unixTimestamp', [argument(column), pattern])
}

/**
 * A number of seconds since 1970 as a moment. Spark: `timestamp_seconds`.
 *
 * @throws ARITHMETIC_OVERFLOW
 * @example
 * timestampSeconds('n')
 */
export function timestampSeconds<const C extends ColumnOrName>(column: C): Column<['timestampSeconds', AstOf<C>]> {
  return makeCall('timestampSeconds', [argument(column)])
}

/**
 * A whole number of milliseconds since 1970 as a moment: what many producers write. Spark: `timestamp_millis`.
 *
 * @throws ARITHMETIC_OVERFLOW
 * @example
 * timestampMillis('big')
 */
export function timestampMillis<const C extends ColumnOrName>(column: C): Column<['timestampMillis', AstOf<C>]> {
  return makeCall('timestampMillis', [argument(column)])
}

/**
 * The moment the micro-batch was planned: the same for all its rows, and the same again when it is replayed after a
 * crash. Spark: `current_timestamp`.
 *
 * @example
 * currentTimestamp()
 */
export function currentTimestamp(): Column<['currentTimestamp']> {
  return makeCall('currentTimestamp', [])
}

/**
 * The day so many days later; a negative number is earlier. Spark: `date_add`.
 *
 * @example
 * dateAdd('timestamp', 7)
 */
export function dateAdd<const C extends ColumnOrName, const N extends IntOrColumn>(column: C, days: N): Column<['dateAdd', AstOf<C>, Ast<N>]> {
  return makeCall('dateAdd', [argument(column), days])
}

/**
 * How many days the second day lies before the first. Spark: `datediff`, with the end first.
 *
 * @example
 * dateDiff(currentTimestamp(), 'timestamp')
 */
export function dateDiff<const E extends ColumnOrName, const S extends ColumnOrName>(end: E, start: S): Column<['dateDiff', AstOf<E>, AstOf<S>]> {
  return makeCall('dateDiff', [argument(end), argument(start)])
}

/** Text by a pattern, each distinct text and pattern once; others by a cast. */
function read(args: readonly Vector[], to: DataType, onBad: 'fail' | 'null', instead: string): Vector {
  const [of, patterns] = args
  if (of.kind !== 'string' || patterns === undefined || patterns.kind !== 'string') return castVector(of, to, onBad)
  const values = new BigInt64Array(of.length)
  const validity = anyNull(args, of.length)?.slice() ?? new Uint8Array(of.length).fill(1)
  const known = new Map<number, bigint | null>()
  for (let i = 0; i < of.length; i++) {
    if (validity[i] === 0) continue
    const key = of.codes[i] * patterns.dictionary.size + patterns.codes[i]
    let micros = known.get(key)
    if (micros === undefined) known.set(key, micros = inRange(parseDate(textAt(of, i), textAt(patterns, i), to.kind === 'timestamp_ntz')))
    if (micros !== null) values[i] = micros
    else if (onBad === 'null') validity[i] = 0
    else {
      throw new CannotParseTimestamp(`the text ${quoted(textAt(of, i))} does not fit the pattern ${quoted(textAt(patterns, i))}`, { hint: `Mend the value or the pattern, or use ${instead} to get null instead.` })
    }
  }
  return castVector(longVector(values, validity, TIMESTAMP), to)
}

/** What lies beyond all times fails even where what does not fit is null. */
function inRange(micros: bigint | null): bigint | null {
  return micros === null ? null : within(micros, overflowIn('a time that is read by a pattern'))
}

function textAt(of: StringVector, row: number): string {
  return of.dictionary.value(of.codes[row])
}

function reading(name: string, spark: string, to: DataType, onBad: 'fail' | 'null', instead: string): ScalarFunction {
  return {
    is: 'scalar', name, spark,
    // What is no text and no time is read as the text it is shown as, but seconds.
    takes: ([of]) => [to.kind === 'timestamp' && isNumeric(of) ? null : implicitCast(of, STRING, DATE, TIMESTAMP, TIMESTAMP_NTZ), null],
    resultType: ([of, pattern]) => {
      if (pattern !== undefined && isNumeric(of)) throw new TypeMismatch(`${name} reads text by a pattern, and this is ${typeName(of)}`, { hint: "Cast it with .cast('STRING') first." })
      if (!canCast(of, to)) throw new TypeMismatch(`${name} needs a STRING, and this is ${typeName(of)}`, { hint: "Cast it with .cast('STRING') first." })
      return to
    },
    // What has a pattern is parsed, what has none is cast.
    nullable: ([of], _, [type, pattern]) => of || (onBad === 'null' && type.kind === 'string') || (pattern === undefined && castMakesNull(type, to)),
    evaluate: args => read(args, to, onBad, instead),
  }
}

const unixTimestampFunction: ScalarFunction = {
  is: 'scalar', name: 'unixTimestamp', spark: 'unix_timestamp',
  resultType: ([of]) => {
    requireTime('unixTimestamp', of)
    return BIGINT
  },
  nullable: ([of]) => of,
  evaluate: (args, { rows }) => {
    const [of] = args
    if (of.kind === 'null') return nullsOf(BIGINT, rows)
    const times = (of.kind === 'string' ? read(args, TIMESTAMP, 'fail', 'tryToTimestamp') : coerce(of, TIMESTAMP)) as LongVector
    // Spark cuts here, and floors in a cast.
    return longVector(times.values.map(micros => micros / 1_000_000n), times.validity)
  },
}

function fromNumber(name: string, spark: string, unit: bigint, fractions: boolean): ScalarFunction {
  const overflow = overflowIn(name)
  return {
    is: 'scalar', name, spark,
    nullable: ([of], _, [type]) => of || (fractions && !isIntegral(type) && type.kind !== 'decimal'),
    resultType: ([of]) => {
      if (!(fractions ? isNumeric(of) : isIntegral(of)) && of.kind !== 'null') {
        throw new TypeMismatch(`${name} needs a ${fractions ? 'number' : 'whole number'}, and this is ${typeName(of)}`, { hint: "Cast it with .cast('BIGINT') first." })
      }
      return TIMESTAMP
    },
    evaluate: ([of], { rows }) => {
      if (of.kind === 'null') return nullsOf(TIMESTAMP, rows)
      const values = new BigInt64Array(rows)
      let validity = of.validity
      if (of.kind === 'double') {
        const finite = Uint8Array.from(of.values.subarray(0, rows), (x, i) => (Number.isFinite(x) && isValid(validity, i) ? 1 : 0))
        validity = finite
        for (let i = 0; i < rows; i++) if (finite[i] === 1) values[i] = saturated(of.values[i] * Number(unit))
      } else if (of.kind === 'decimal') {
        const whole = powerOfTen(of.type.scale)
        for (let i = 0; i < rows; i++) {
          if (!isValid(validity, i)) continue
          const micros = of.values[i] * unit
          values[i] = micros % whole === 0n ? within(micros / whole, overflow) : overflow()
        }
      } else {
        const longs = coerce(of, BIGINT) as LongVector
        const numbers = nearestNumbers(longs)
        const halves = halvesOf({ values })
        for (let i = 0; i < rows; i++) {
          if (!isValid(validity, i)) continue
          const micros = numbers[i] * Number(unit)
          if (!Number.isSafeInteger(micros)) values[i] = within(longs.values[i] * unit, overflow)
          else setHalves(halves, i, micros)
        }
      }
      return longVector(values, validity, TIMESTAMP)
    },
  }
}

/** As Java turns a double into a long: what lies beyond the ends is the end. */
function saturated(value: number): bigint {
  if (value >= 2 ** 63) return 2n ** 63n - 1n
  return value <= -(2 ** 63) ? -(2n ** 63n) : BigInt(Math.trunc(value))
}

function within(value: bigint, overflow: () => never): bigint {
  return BigInt.asIntN(64, value) === value ? value : overflow()
}

/** A number of days may be text, and no other number than a small one. */
export function daysOfText(of: DataType): DataType | null {
  return of.kind === 'string' ? INT : null
}

function days(name: string, spark: string, result: DataType, calculate: (a: number, b: number) => number): ScalarFunction {
  return {
    is: 'scalar', name, spark, takes: ([of, other]) => [implicitCast(of, DATE), name === 'dateDiff' ? implicitCast(other, DATE) : daysOfText(other)],
    resultType: ([of, other]) => {
      requireTime(name, of)
      if (name === 'dateDiff') requireTime(name, other)
      else if (!isSmallWhole(other) && other.kind !== 'null') throw new TypeMismatch(`${name} needs an INT of days, and this is ${typeName(other)}`, { hint: "Cast it with .cast('INT')." })
      return result
    },
    evaluate: (args, { rows }) => {
      if (args.some(arg => arg.kind === 'null')) return nullsOf(result, rows)
      const validity = anyNull(args, rows)
      const [a, b] = [coerce(args[0], DATE), name === 'dateDiff' ? coerce(args[1], DATE) : coerce(args[1], INT)] as IntVector[]
      const values = new Int32Array(rows)
      for (let i = 0; i < rows; i++) {
        if (!isValid(validity, i)) continue
        // Beyond the ends it goes on at the other one, as in Spark.
        values[i] = calculate(a.values[i], b.values[i])
      }
      return intVector(values, validity, result)
    },
  }
}

register(
  reading('toTimestamp', 'to_timestamp', TIMESTAMP, 'fail', 'tryToTimestamp'),
  reading('tryToTimestamp', 'try_to_timestamp', TIMESTAMP, 'null', ''),
  reading('toTimestampNtz', 'to_timestamp_ntz', TIMESTAMP_NTZ, 'fail', 'tryCast'),
  reading('toDate', 'to_date', DATE, 'fail', 'tryToTimestamp and .cast(\'DATE\')'),
  unixTimestampFunction,
  fromNumber('timestampSeconds', 'timestamp_seconds', 1_000_000n, true),
  fromNumber('timestampMillis', 'timestamp_millis', 1000n, false),
  {
    is: 'scalar', name: 'currentTimestamp', spark: 'current_timestamp',
    resultType: () => TIMESTAMP,
    nullable: () => false,
    evaluate: (_, { rows, context }) => constantVector(TIMESTAMP, Instant.ofMillis(context.batchTimeMs), rows),
  },
  days('dateAdd', 'date_add', DATE, (day, more) => day + more),
  days('dateDiff', 'datediff', INT, (end, start) => end - start),
)
