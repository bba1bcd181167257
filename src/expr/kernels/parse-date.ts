import { daysFromCivil, daysInMonth } from '../../core/civil'
import { zoneOffset, type ZoneOffset } from '../../core/time-zone'
import { datePattern, MONTHS, WEEKDAYS, type PatternPart } from './date-pattern'

interface Fields {
  year?: number
  month?: number
  day?: number
  dayOfYear?: number
  hour?: number
  /** 0 to 11, with `afternoon`. */
  halfHour?: number
  afternoon?: boolean
  minute?: number
  second?: number
  micros?: number
  zone?: ZoneOffset
}

/**
 * A text read by a pattern, as microseconds since 1970 UTC; null where it does not fit, as strictly as Spark: `MM` takes
 * two digits, `M` one or two, and nothing may be left over. What the pattern does not say is the start of 1970.
 * `ignoreZone`: as a clock shows it, whatever zone stands beside it.
 */
export function parseDate(text: string, pattern: string, ignoreZone = false): bigint | null {
  const parts = datePattern(pattern)
  const fields: Fields = {}
  let at = 0
  for (let i = 0; i < parts.length; i++) {
    const used = read(parts[i], text, at, fields, isDigits(parts[i + 1]))
    if (used < 0) return null
    at += used
  }
  if (at !== text.length) return null
  return instant(ignoreZone ? { ...fields, zone: undefined } : fields)
}

/** Whether digits follow at once, so that a number before them ends where its letters do. */
function isDigits(part: PatternPart | undefined): boolean {
  return part !== undefined && 'letter' in part && 'yMdHhkKmsSDQ'.includes(part.letter) && part.count <= 2
}

/** How many characters a part took, or -1. */
function read(part: PatternPart, text: string, at: number, into: Fields, tight: boolean): number {
  if ('text' in part) return text.startsWith(part.text, at) ? part.text.length : -1
  const { letter, count } = part
  const number = (least: number, most: number, set: (value: number) => void): number => {
    const digits = new RegExp(`\\d{${least},${tight && most > least && count > 1 ? count : most}}`, 'y')
    digits.lastIndex = at
    const found = digits.exec(text)
    if (found === null) return -1
    set(Number(found[0]))
    return found[0].length
  }
  const plain = (set: (value: number) => void): number => (count === 1 ? number(1, 2, set) : number(2, 2, set))
  switch (letter) {
    case 'y': return readYear(text, at, count, tight, into)
    case 'M':
    case 'L': return count > 2 ? readName(MONTHS, text, at, count, n => { into.month = n + 1 }) : plain(n => { into.month = n })
    case 'd': return plain(n => { into.day = n })
    case 'D': return number(count, 3, n => { into.dayOfYear = n })
    case 'H': return plain(n => { into.hour = n })
    case 'k': return plain(n => { into.hour = n === 24 ? 0 : n })
    case 'h': return plain(n => { into.halfHour = n === 12 ? 0 : n })
    case 'K': return plain(n => { into.halfHour = n })
    case 'm': return plain(n => { into.minute = n })
    case 's': return plain(n => { into.second = n })
    case 'S': return readFraction(text, at, count, into)
    case 'a': return readName(['AM', 'PM'], text, at, 4, n => { into.afternoon = n === 1 })
    case 'E': return readName(WEEKDAYS, text, at, count, () => undefined)
    case 'Q':
    case 'q': return number(count, count, () => undefined)
    case 'F': return -1
    default: return readZone(text, at, into)
  }
}

function readYear(text: string, at: number, count: number, tight: boolean, into: Fields): number {
  const pattern = count === 2 ? /\d{2}/y : tight ? new RegExp(`\\d{${count}}`, 'y') : count === 1 ? /[+-]?\d{1,6}/y : new RegExp(`\\d{${count}}|[+-]\\d{${count},6}`, 'y')
  pattern.lastIndex = at
  const found = pattern.exec(text)
  if (found === null) return -1
  into.year = count === 2 ? 2000 + Number(found[0]) : Number(found[0])
  return found[0].length
}

function readFraction(text: string, at: number, count: number, into: Fields): number {
  const digits = new RegExp(`\\d{1,${count}}`, 'y')
  digits.lastIndex = at
  const found = digits.exec(text)
  if (found === null) return -1
  into.micros = Number(found[0].padEnd(6, '0').slice(0, 6))
  return found[0].length
}

function readName(names: readonly string[], text: string, at: number, count: number, set: (index: number) => void): number {
  for (const [index, full] of names.entries()) {
    const name = count === 4 ? full : full.slice(0, 3)
    if (text.startsWith(name, at)) {
      set(index)
      return name.length
    }
  }
  return -1
}

function readZone(text: string, at: number, into: Fields): number {
  const pattern = /Z|GMT[+-]\d{1,2}(?::\d{2})?|[+-]\d{2}(?::?\d{2})?|[A-Za-z_]+(?:\/[A-Za-z_+-]+\d*)*/y
  pattern.lastIndex = at
  const found = pattern.exec(text)
  const zone = found === null ? null : zoneOffset(found[0])
  if (found === null || zone === null) return -1
  into.zone = zone
  return found[0].length
}

function instant(of: Fields): bigint | null {
  const { year = 1970, month = 1, day = 1, minute = 0, second = 0, micros = 0 } = of
  const hour = of.hour ?? (of.halfHour ?? 0) + (of.afternoon === true ? 12 : 0)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  if (hour > 23 || (of.halfHour ?? 0) > 11 || minute > 59 || second > 59) return null
  const days = of.dayOfYear === undefined ? daysFromCivil(year, month, day) : daysFromCivil(year, 1, 1) + of.dayOfYear - 1
  const local = days * 86_400 + hour * 3600 + minute * 60 + second
  return BigInt(local - (of.zone === undefined ? 0 : of.zone(local))) * 1_000_000n + BigInt(micros)
}
