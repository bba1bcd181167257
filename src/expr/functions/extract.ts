import type { IntVector, LongVector, Vector } from '../../batch/vector'
import { DATE, decimalOf, INT, isInterval, TIMESTAMP, TINYINT, typeName, type DataType } from '../../core/data-type'
import { civilFromDays, weekdayOf } from '../../core/civil'
import { MICROS_OF_UNIT } from '../../core/interval'
import type { Err, Refused } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { InvalidExtractField } from '../errors'
import { castMakesNull } from '../kernels/cast-nulls'
import { coerce } from '../kernels/coerce'
import { daysOf } from '../kernels/days'
import { decimalVector, intVector, isValid, nullsOf } from '../kernels/vectors'
import type { Val } from '../ops'
import { functionOf, register, type Bound, type ScalarFunction } from '../registry'
import type { Arg, Span } from '../type-rules'
import { requireTime } from './time-parts'

type Fraction<F> = F extends 'second' | 'seconds' | 'secs' | 'sec' | 's' ? true : false
type Field<S, Name extends string, R> =
  R extends readonly [infer F, infer A]
    ? Val<S, A> extends Span
      ? Fraction<F> extends true ? 'DECIMAL' : F extends 'year' | 'years' | 'y' | 'day' | 'days' | 'd' ? 'INT' : string extends F ? unknown : 'TINYINT'
      : Arg<S, Name, 'a STRING, a TIMESTAMP or a DATE', A> extends infer V ? unknown extends V ? unknown : V extends Err<unknown> ? V : string extends F ? unknown : Fraction<F> extends true ? 'DECIMAL' : 'INT' : never
    : never

declare module '../ops' {
  interface Ops<S, R> {
    extract: Field<S, 'extract', R>
    datePart: Field<S, 'datePart', R>
  }
}

const NAMES = {
  year: ['year', 'y', 'years', 'yr', 'yrs'], yearofweek: ['yearofweek'], quarter: ['quarter', 'qtr'], month: ['month', 'mon', 'mons', 'months'],
  week: ['week', 'w', 'weeks'], day: ['day', 'd', 'days'], dayofweek: ['dayofweek', 'dow'], dayofweekIso: ['dayofweek_iso', 'dow_iso'], doy: ['doy'],
  hour: ['hour', 'h', 'hours', 'hr', 'hrs'], minute: ['minute', 'm', 'min', 'mins', 'minutes'], second: ['second', 's', 'sec', 'seconds', 'secs'],
} as const
type Part = keyof typeof NAMES
/** What `extract` takes out, under all of Spark's names. */
export type ExtractField = (typeof NAMES)[Part][number]

type CheckField<F> = string extends F ? unknown : Lowercase<F & string> extends ExtractField ? unknown : Refused<`'${F & string}' is no part of a time`, ExtractField>

/**
 * A part of a time or of an interval: `'year'`, `'quarter'`, `'month'`, `'week'`, `'day'`, `'dow'`, `'doy'`, `'hour'`, `'minute'`,
 * `'second'`, in UTC. INT; seconds are a DECIMAL(8,6) with their fraction; hours and minutes of an interval, and its months,
 * are TINYINT. An interval has the parts of its type's units, with its sign. Spark: `extract`.
 *
 * @throws INVALID_EXTRACT_FIELD where there is no such part
 * @example
 * extract('hour', col('timestamp').minus(dateTrunc('day', 'timestamp')))
 */
export function extract<const F extends ExtractField | (string & {}), const C extends ColumnOrName>(field: F & CheckField<F>, column: C): Column<['extract', Lowercase<F>, AstOf<C>]> {
  return makeCall('extract', [field, argument(column)])
}

/**
 * The same as `extract`. Spark: `date_part`, `datepart`.
 *
 * @example
 * datePart('second', 'timestamp')
 */
export function datePart<const F extends ExtractField | (string & {}), const C extends ColumnOrName>(field: F & CheckField<F>, column: C): Column<['datePart', Lowercase<F>, AstOf<C>]> {
  return makeCall('datePart', [field, argument(column)])
}

const SECONDS = decimalOf(8, 6)

function partOf(bound: readonly Bound[], of: DataType): Part {
  const name = String(bound[0].constant?.value).toLowerCase()
  const part = (Object.keys(NAMES) as Part[]).find(one => (NAMES[one] as readonly string[]).includes(name))
  if (part !== undefined && (!isInterval(of) || has(of, part))) return part
  throw new InvalidExtractField(`${typeName(of)} has no part '${name}'`, { hint: isInterval(of) ? `Its units are those that its type names: ${typeName(of)}.` : `Parts: ${Object.keys(NAMES).join(', ')}.` })
}

const PLACES: Partial<Record<Part, number>> = { day: 0, hour: 1, minute: 2, second: 3 }

function has(of: DataType & { start: number; end: number }, part: Part): boolean {
  const place = of.kind === 'day_time' ? PLACES[part] : part === 'year' ? 0 : part === 'month' ? 1 : undefined
  return place !== undefined && place >= of.start && place <= of.end
}

function typeOf(part: Part, of: DataType): DataType {
  if (part === 'second') return SECONDS
  return isInterval(of) && part !== 'day' && part !== 'year' ? TINYINT : INT
}

/** A part of an interval, with its sign. */
function ofInterval(of: IntVector | LongVector, part: Part, type: DataType): Vector {
  const each = (to: (value: bigint) => bigint): bigint[] => Array.from({ length: of.length }, (_, i) => (isValid(of.validity, i) ? to(BigInt(of.values[i])) : 0n))
  if (part === 'second') return decimalVector(each(micros => micros % MICROS_OF_UNIT[2]), of.validity, SECONDS)
  const ints = (to: (value: bigint) => bigint): Vector => intVector(Int32Array.from(each(to), Number), of.validity, type)
  switch (part) {
    case 'year': return ints(months => months / 12n)
    case 'month': return ints(months => months % 12n)
    case 'day': return ints(micros => micros / MICROS_OF_UNIT[0])
    case 'hour': return ints(micros => (micros % MICROS_OF_UNIT[0]) / MICROS_OF_UNIT[1])
    default: return ints(micros => (micros % MICROS_OF_UNIT[1]) / MICROS_OF_UNIT[2])
  }
}

const WITHIN_A_DAY: ReadonlySet<Part> = new Set(['hour', 'minute', 'second'])

/** What Spark casts a time to that a part is taken of. */
function takenOf(part: Part): DataType {
  return WITHIN_A_DAY.has(part) ? TIMESTAMP : DATE
}

/** The functions that are the same part of a time. */
const SAME = { year: 'year', quarter: 'quarter', month: 'month', week: 'weekOfYear', day: 'dayOfMonth', dayofweek: 'dayOfWeek', dayofweekIso: 'weekday', doy: 'dayOfYear', hour: 'hour', minute: 'minute' } as const

function ofTime(of: Vector, part: Part, rows: number): Vector {
  if (part === 'second') {
    const { micros, validity } = daysOf(coerce(of, of.type.kind === 'timestamp_ntz' ? of.type : TIMESTAMP))
    return decimalVector(Array.from(micros, (value, i) => (isValid(validity, i) ? BigInt(value % 60e6) : 0n)), validity, SECONDS)
  }
  if (part === 'yearofweek') {
    const { days, validity } = daysOf(coerce(of, DATE))
    // A week belongs to the year of its Thursday.
    return intVector(Int32Array.from(days, (day, i) => (isValid(validity, i) ? civilFromDays(day - weekdayOf(day) + 3).year : 0)), validity)
  }
  // A day far enough from 1970 is no TIMESTAMP.
  const given = of.kind === 'string' || (WITHIN_A_DAY.has(part) && of.type.kind === 'date') ? coerce(of, takenOf(part)) : of
  const found = (functionOf(SAME[part]) as ScalarFunction).evaluate([given], { type: INT, rows, options: {}, context: { batchTimeMs: 0 } }) as IntVector
  return part === 'dayofweekIso' ? { ...found, values: found.values.map(day => day + 1) } : found
}

function extraction(name: string, spark: string, sql?: ScalarFunction['sql']): ScalarFunction {
  return {
    is: 'scalar', name, spark, ...(sql === undefined ? {} : { sql }),
    resultType: ([, of], _, bound) => {
      const part = partOf(bound, of)
      if (!isInterval(of)) requireTime(name, of)
      return typeOf(part, of)
    },
    nullable: ([, of], _, [, type], bound) => of || (!isInterval(type) && castMakesNull(type, takenOf(partOf(bound, type)))),
    evaluate: ([fields, of], { type, rows }) => {
      if (of.kind === 'null' || fields.kind !== 'string' || rows === 0) return nullsOf(type, rows)
      const part = partOf([{ constant: { value: fields.dictionary.value(fields.codes[0]) } } as Bound], of.type)
      return isInterval(of.type) ? ofInterval(of as IntVector | LongVector, part, type) : ofTime(of, part, rows)
    },
  }
}

register(extraction('extract', 'extract', ([field, of]) => `extract(${field} FROM ${of})`), extraction('datePart', 'date_part'))
