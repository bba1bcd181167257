import { DAY_TIME_UNITS, fieldsOf, MICROS_OF_UNIT, YEAR_MONTH_UNITS, type Span } from './interval'

/** A text as an interval, by Spark's cast: what it says, or what is wrong with it. */
export type TextToInterval<T> = { readonly value: T } | { readonly wrong: 'form' | 'range' }

// Spark's own class of signs, which has a bar in it.
const SIGN = '([+|-])?'
// How many digits the first unit may have: days, hours, minutes, seconds.
const DIGITS = [9, 10, 12, 13]
const FORMS = ['(\\d+)', '(\\d{1,2})', '(\\d{1,2})', '(\\d{1,2})(\\.\\d{1,9})?']

/** The pattern of an interval from one unit to another, as it stands between the quotes. */
function dayTimePattern({ start, end }: Span): string {
  let pattern = `${SIGN}(\\d{1,${DIGITS[start]}})${start === 3 ? '(\\.\\d{1,9})?' : ''}`
  for (let unit = start + 1; unit <= end; unit++) pattern += `${unit === 1 ? ' ' : ':'}${FORMS[unit]}`
  return pattern
}

/** The text with its signs taken off: what the pattern caught, and -1 or 1. */
function caught(text: string, pattern: string, fields: string): { readonly parts: readonly (string | undefined)[]; readonly sign: 1 | -1 } | null {
  const trimmed = text.replace(/^[\0-\x20\x7f]+|[\0-\x20\x7f]+$/g, '')
  const bare = new RegExp(`^${pattern}$`).exec(trimmed)
  if (bare !== null) return { parts: bare.slice(2), sign: bare[1] === '-' ? -1 : 1 }
  const literal = new RegExp(`^INTERVAL\\s+${SIGN}'${pattern}'\\s+${fields.replaceAll(' ', '\\s+')}$`, 'i').exec(trimmed)
  if (literal === null) return null
  return { parts: literal.slice(3), sign: (literal[1] === '-') !== (literal[2] === '-') ? -1 : 1 }
}

const LIMITS = [0, 23n, 59n, 59n] as const

/** A DAY-TIME interval, as microseconds: `1 02:03:04.5`, or Spark's literal of exactly those units. */
export function textToDayTime(text: string, span: Span): TextToInterval<bigint> {
  const found = caught(text, dayTimePattern(span), fieldsOf(DAY_TIME_UNITS, span))
  if (found === null) return { wrong: 'form' }
  const { parts, sign } = found
  let micros = 0n
  for (let unit = span.start; unit <= span.end; unit++) {
    const count = BigInt(parts[unit - span.start] ?? 0)
    if (BigInt.asIntN(64, count) !== count) return { wrong: 'form' }
    if (unit > span.start && count > LIMITS[unit]) return { wrong: 'range' }
    micros += count * MICROS_OF_UNIT[unit]
  }
  // The fraction stands behind the seconds; digits below a microsecond are cut.
  if (span.end === 3) micros += BigInt((parts[span.end - span.start + 1] ?? '.0').slice(1).padEnd(6, '0').slice(0, 6))
  // Of seconds alone Spark takes the sign from the digits before the point, and -0 has none.
  const isBare = span.start === 3 && micros < MICROS_OF_UNIT[3]
  micros *= BigInt(isBare ? 1 : sign)
  // One unit alone Spark multiplies without a look, but for seconds.
  if (span.start === span.end && span.end < 3) return { value: BigInt.asIntN(64, micros) }
  return BigInt.asIntN(64, micros) === micros ? { value: micros } : { wrong: 'range' }
}

/** A YEAR-MONTH interval, as months: `1-2`, or Spark's literal of exactly those units. */
export function textToYearMonth(text: string, span: Span): TextToInterval<number> {
  const found = caught(text, `${SIGN}(\\d+)${span.start === span.end ? '' : '-(\\d+)'}`, fieldsOf(YEAR_MONTH_UNITS, span))
  if (found === null) return { wrong: 'form' }
  const { parts: [first, second = '0'], sign } = found
  if (Number(second) > 11) return { wrong: 'range' }
  const count = BigInt(first!)
  if (BigInt.asIntN(64, count) !== count) return { wrong: 'form' }
  // Years go round at 64 bits before it looks whether their months have a place.
  const months = Number(BigInt.asIntN(64, BigInt(sign) * (span.start === 1 ? count : count * 12n + BigInt(second))))
  return (months | 0) === months ? { value: months + 0 } : { wrong: 'range' }
}
