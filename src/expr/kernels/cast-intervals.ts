import type { DecimalVector, IntVector, LongVector, Vector } from '../../batch/vector'
import { BIGINT, type DataType, type DayTimeType, type DecimalType, type YearMonthType } from '../../core/data-type'
import { divideHalfUp, powerOfTen } from '../../core/decimal'
import { MICROS_OF_UNIT } from '../../core/interval'
import { textToDayTime, textToYearMonth, type TextToInterval } from '../../core/text-to-interval'
import type { BadRows } from './bad-rows'
import { toDecimal } from './cast-decimals'
import { toInt } from './cast-numbers'
import { decimalVector, intVector, isValid, longVector } from './vectors'

type IntervalType = DayTimeType | YearMonthType
type Numbered = IntVector | LongVector | DecimalVector

/** What one of the last unit of a type is: microseconds, or months. */
function lastUnit(type: IntervalType): bigint {
  return type.kind === 'day_time' ? MICROS_OF_UNIT[type.end] : type.end === 0 ? 12n : 1n
}

/** A text, a number of the last unit, or another interval, which is cut to the units of the type. */
export function toInterval(of: Vector, to: IntervalType, bad: BadRows): IntVector | LongVector {
  if (of.kind === 'string') return read(of, to, bad)
  const from = of as Numbered
  const unit = lastUnit(to)
  const spans = from.type.kind === to.kind
  // Seconds keep what stands behind their point.
  const least = to.kind === 'day_time' && to.end === 3 ? 1n : unit
  const numbered = (i: number): bigint => {
    const value = BigInt(from.values[i])
    if (spans) return value - (value % least)
    if (from.kind !== 'decimal') return value * unit
    // Part of a unit counts too, to the microsecond or the month: half a day as INTERVAL DAY is twelve hours.
    return divideHalfUp(value * unit, powerOfTen(from.type.scale))
  }
  return filled(of, to, bad, i => {
    const value = numbered(i)
    if (BigInt.asIntN(to.kind === 'day_time' ? 64 : 32, value) === value) return value
    bad.overflow(i)
    return 0n
  })
}

function filled(of: Vector, to: IntervalType, bad: BadRows, value: (row: number) => bigint): IntVector | LongVector {
  const values = Array.from({ length: of.length }, (_, i) => (of.kind === 'null' || !isValid(of.validity, i) ? 0n : value(i)))
  return to.kind === 'day_time' ? longVector(BigInt64Array.from(values), bad.validity, to) : intVector(Int32Array.from(values, Number), bad.validity, to)
}

function read(of: Extract<Vector, { kind: 'string' }>, to: IntervalType, bad: BadRows): IntVector | LongVector {
  const known: (TextToInterval<bigint | number> | undefined)[] = []
  return filled(of, to, bad, i => {
    const text = of.dictionary.value(of.codes[i])
    const found = known[of.codes[i]] ??= to.kind === 'day_time' ? textToDayTime(text, to) : textToYearMonth(text, to)
    if ('value' in found) return BigInt(found.value)
    bad.noInterval(i, found.wrong)
    return 0n
  })
}

/** An interval as a number of its last unit; one of seconds has six digits after the point as a DECIMAL. */
export function intervalAsNumber(of: IntVector | LongVector, to: DataType, bad: BadRows): Vector {
  const from = of.type as IntervalType
  const unit = lastUnit(from)
  const whole = (i: number): bigint => BigInt(of.values[i]) / unit
  const each = (value: (i: number) => bigint): bigint[] => Array.from({ length: of.length }, (_, i) => (isValid(of.validity, i) ? value(i) : 0n))
  if (to.kind === 'decimal') {
    const fraction = from.kind === 'day_time' && from.end === 3
    const type: DecimalType = { kind: 'decimal', precision: 19, scale: fraction ? 6 : 0 }
    return toDecimal(decimalVector(each(fraction ? i => BigInt(of.values[i]) : whole), of.validity, type), to, bad)
  }
  const longs = longVector(BigInt64Array.from(each(whole)), of.validity, BIGINT)
  return to.kind === 'bigint' ? longs : toInt(longs, to, bad)
}

