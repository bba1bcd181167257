import { daysFromCivil, daysInMonth } from './civil'
import { Decimal } from './decimal'
import { zoneOffset } from './time-zone'
import type { ZoneOffset } from './time-zone'

/**
 * What a text means as a value of another type, by the rules of Spark's `cast` (ANSI) and `try_cast`: null where the
 * text means nothing; a cast then throws, a `try_cast` gives null. White space and control characters around the text
 * do not count.
 */

/** INT: an optional sign and digits, nothing else; null beyond 32 bits, or beyond the type whose greatest number that is. */
export function textToInt(text: string, greatest = 2_147_483_647): number | null {
  const digits = trim(text)
  if (!/^[+-]?\d+$/.test(digits)) return null
  const value = Number(digits)
  return value < -greatest - 1 || value > greatest ? null : value | 0
}

/** BIGINT: an optional sign and digits, nothing else; null beyond 64 bits. */
export function textToBigint(text: string): bigint | null {
  const digits = trim(text)
  if (!/^[+-]?\d{1,1000}$/.test(digits)) return null
  const value = BigInt(digits[0] === '+' ? digits.slice(1) : digits)
  return BigInt.asIntN(64, value) === value ? value : null
}

const NAMED_DOUBLES: Readonly<Record<string, number>> = {
  nan: NaN, '+nan': NaN, '-nan': NaN, inf: Infinity, '+inf': Infinity, '-inf': -Infinity, infinity: Infinity, '+infinity': Infinity, '-infinity': -Infinity,
}

/** DOUBLE: decimal, with Java's trailing `d` or `f`; `NaN`, `inf`, `-Infinity` in any case. Java's hexadecimal form is not taken. */
export function textToDouble(text: string): number | null {
  const number = trim(text)
  const decimal = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$/.exec(number)
  return decimal !== null ? Number(decimal[1]) : NAMED_DOUBLES[number.toLowerCase()] ?? null
}

/** DECIMAL, of as many digits as there are: `1`, `-.5`, `1e-3`. */
export function textToDecimal(text: string): Decimal | null {
  return Decimal.parse(text.replace(/^[\0- ]+|[\0- ]+$/g, ''))
}

/** BOOLEAN: t, true, y, yes, 1 and f, false, n, no, 0, in any case. */
export function textToBoolean(text: string): boolean | null {
  switch (trim(text).toLowerCase()) {
    case 't': case 'true': case 'y': case 'yes': case '1': return true
    case 'f': case 'false': case 'n': case 'no': case '0': return false
    default: return null
  }
}

/** DATE, as days since 1970: `yyyy`, `yyyy-[m]m`, `yyyy-[m]m-[d]d`, the last with anything after a blank or a `T`. */
export function textToDate(text: string): number | null {
  const parts = /^([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?)?$/s.exec(trim(text))
  if (parts === null) return null
  const days = civilDays(Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1))
  return days === null || (days | 0) !== days ? null : days
}

const TIMESTAMP = /^([+-]?\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?([^\d.].*)?)?)?)?)?)?$/s

/**
 * TIMESTAMP, as microseconds since 1970 UTC: a date as above, then a blank or a `T` and `[h]h[:[m]m[:[s]s[.f…]]]`, and
 * after seconds a zone (`zoneOffset`). A text without a zone is in `zone`. Digits below a microsecond are cut.
 * A time without a date, which Spark puts on the current day, is null: a replay must not depend on the day.
 */
export function textToTimestamp(text: string, zone: ZoneOffset = utc, zoned: 'counts' | 'ignored' | 'refused' = 'counts'): bigint | null {
  const parts = TIMESTAMP.exec(trim(text))
  if (parts === null) return null
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zoneName] = parts
  const days = civilDays(Number(year), Number(month), Number(day))
  if (days === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const of = zoneName === undefined ? zone : zoneOffset(zoneName.trim())
  if (of === null || (zoned === 'refused' && zoneName !== undefined)) return null
  const local = days * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second)
  const micros = BigInt(zoned === 'ignored' ? local : local - of(local)) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
  return BigInt.asIntN(64, micros) === micros ? micros : null
}

/**
 * TIMESTAMP_NTZ, as microseconds since 1970-01-01T00:00:00: a text as of a TIMESTAMP. A cast lets a zone stand, if it is
 * one, and pays it no heed; files are read without.
 */
export function textToTimestampNtz(text: string, zoned: 'ignored' | 'refused' = 'ignored'): bigint | null {
  return textToTimestamp(text, utc, zoned)
}

function civilDays(year: number, month: number, day: number): number | null {
  return month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) ? null : daysFromCivil(year, month, day)
}

const utc: ZoneOffset = () => 0

function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

function isBlank(code: number): boolean {
  return code <= 32 || code === 127
}
