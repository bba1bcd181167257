import type { BooleanBuilder, DecimalBuilder, DoubleBuilder, Growing, IntBuilder, LongBuilder, StringBuilder } from '../../batch/builders'
import { greatestWhole, type DataType } from '../../core/data-type'
import { decimalInRecord } from '../decimal-in-record'
import { textToDayTime, textToYearMonth } from '../../core/text-to-interval'
import { textToBigint, textToDate, textToDouble, textToInt, textToTimestamp, textToTimestampNtz } from '../../core/text-to-value'

/** Whether a CSV column can have that type. */
export function isCsvType(type: DataType): boolean {
  return !['array', 'map', 'struct', 'binary'].includes(type.kind)
}

/** Appends a text of CSV as a value of the builder's type; false, and null appended, where it is none. */
export function appendCsv(builder: Growing, text: string): boolean {
  const { kind } = builder.type
  switch (kind) {
    case 'string': (builder as StringBuilder).appendString(text); return true
    case 'boolean': {
      const word = text.toLowerCase()
      if (word !== 'true' && word !== 'false') return missing(builder)
      ;(builder as BooleanBuilder).appendBoolean(word === 'true')
      return true
    }
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'date': {
      const value = kind === 'date' ? textToDate(text) : exact(text) ? textToInt(text, greatestWhole(builder.type)) : null
      if (value === null) return missing(builder)
      ;(builder as IntBuilder).appendNumber(value)
      return true
    }
    case 'bigint':
    case 'timestamp':
    case 'timestamp_ntz': {
      const value = kind === 'timestamp' ? textToTimestamp(text) : kind === 'timestamp_ntz' ? textToTimestampNtz(text, 'refused') : exact(text) ? textToBigint(text) : null
      if (value === null) return missing(builder)
      ;(builder as LongBuilder).appendBigint(value)
      return true
    }
    case 'day_time': {
      const found = textToDayTime(text, builder.type)
      if ('wrong' in found) return missing(builder)
      ;(builder as LongBuilder).appendBigint(found.value)
      return true
    }
    case 'year_month': {
      const found = textToYearMonth(text, builder.type)
      if ('wrong' in found) return missing(builder)
      ;(builder as IntBuilder).appendNumber(found.value)
      return true
    }
    case 'float':
    case 'double': {
      const value = named(text) ? NAMED[text] ?? null : textToDouble(text)
      if (value === null) return missing(builder)
      ;(builder as DoubleBuilder).appendNumber(value)
      return true
    }
    case 'decimal': {
      const value = decimalInRecord(text, (builder as DecimalBuilder).type)
      if (value === null) return missing(builder)
      ;(builder as DecimalBuilder).appendUnscaled(value)
      return true
    }
    default: return missing(builder)
  }
}

function missing(builder: Growing): false {
  builder.appendNull()
  return false
}

/** Unlike a cast, a CSV column takes no blanks around a whole number. */
function exact(text: string): boolean {
  return /^[+-]?\d+$/.test(text)
}

// A cast knows these in any case.
const NAMED: Readonly<Record<string, number | undefined>> = {
  NaN: NaN, '+NaN': NaN, '-NaN': NaN, Inf: Infinity, '-Inf': -Infinity, Infinity: Infinity, '+Infinity': Infinity, '-Infinity': -Infinity,
}

function named(text: string): boolean {
  return /^[+-]?(nan|inf|infinity)$/i.test(text)
}
