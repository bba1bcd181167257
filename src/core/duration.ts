import { defineError } from './errors'
import { didYouMean } from './nearest'

/** A text that is no duration, or not one that may stand where it does. */
export const InvalidDuration = defineError({ code: 'INVALID_DURATION', fault: 'user' })

export interface Duration {
  /** Whole microseconds; a safe integer. May be negative. */
  readonly micros: number
}

const MICROS = {
  microsecond: 1, millisecond: 1e3, second: 1e6, minute: 60e6, hour: 3600e6, day: 86_400e6, week: 604_800e6,
}
const MONTHS = { month: 1, year: 12 }
const DAYS_IN_A_MONTH = 31
const UNITS = ['microsecond', 'millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year']

/**
 * Reads a duration as Spark writes them: `'10 minutes'`, `'1 hour 30 minutes'`, `'interval 2 days'`, `'-1.5 seconds'`
 * (only seconds take a fraction).
 *
 * A month has no fixed length: by default, and for windows, it is an error; with `months: true` it is counted as
 * 31 days, as Spark does for a watermark's delay.
 *
 * @throws INVALID_DURATION with the nearest unit, or what is wrong with the number
 * @example
 * parseDuration('10 minutes').micros // 600_000_000
 */
export function parseDuration(text: string, more: { readonly months?: boolean } = {}): Duration {
  const { months, micros } = parseInterval(text, more.months ?? false)
  const all = micros + months * DAYS_IN_A_MONTH * MICROS.day
  if (!Number.isSafeInteger(all)) throw invalid(text, TOO_LONG)
  return { micros: all }
}

/** A span of the calendar: so many months, then so many microseconds. */
export interface Interval extends Duration {
  readonly months: number
}

/** As `parseDuration`, with months (and years) kept apart, as a calendar counts them. */
export function parseInterval(text: string, months = true): Interval {
  const words = text.trim().toLowerCase().split(/\s+/)
  if (words[0] === 'interval') words.shift()
  if (words.length === 0 || words[0] === '') throw invalid(text, 'it is empty')
  const sum = { months: 0, micros: 0 }
  for (let i = 0; i < words.length; i += 2) {
    const { unit, count } = part(text, words[i], words[i + 1], months)
    sum[unit] += count
  }
  if (!Number.isSafeInteger(sum.micros)) throw invalid(text, TOO_LONG)
  return sum
}

const TOO_LONG = 'it is longer than 285 years, the most that counts'

function part(text: string, number: string, word: string | undefined, months: boolean): { readonly unit: 'months' | 'micros'; readonly count: number } {
  const glued = /^([+-]?[\d.]+)([a-z]+)$/.exec(number)
  if (glued !== null) throw invalid(text, `'${number}' needs a blank between the number and the unit`)
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(number)) throw invalid(text, `'${number}' is no number`)
  if (word === undefined) throw invalid(text, `the number ${number} has no unit`)
  const unit = word.endsWith('s') ? word.slice(0, -1) : word
  if (Object.hasOwn(MONTHS, unit)) {
    if (!months) throw invalid(text, `a ${unit} has no fixed length`, `Write days instead: '${Number(number) * (unit === 'year' ? 365 : 30)} days'.`)
    if (number.includes('.')) throw invalid(text, `'${number}' is a fraction, and only seconds take one`)
    return { unit: 'months', count: Number(number) * MONTHS[unit as keyof typeof MONTHS] }
  }
  if (!Object.hasOwn(MICROS, unit)) throw invalid(text, `'${word}' is no unit of time`, didYouMean(unit, UNITS))
  if (unit !== 'second' && number.includes('.')) throw invalid(text, `'${number} ${word}' is a fraction, and only seconds take one`)
  // Rounding takes away what 1.1 * 1e6 adds; digits below a microsecond are cut, as in Spark.
  return { unit: 'micros', count: unit === 'second' ? Math.trunc(Math.round(Number(number) * 1e9) / 1e3) : Number(number) * MICROS[unit as keyof typeof MICROS] }
}

function invalid(text: string, why: string, hint?: string): Error {
  return new InvalidDuration(`'${text}' is no duration: ${why}`, {
    hint: hint ?? "Write a number and a unit, such as '10 minutes', '1 hour' or '1 hour 30 minutes'.",
    details: { text },
  })
}

const SHOWN = [['day', MICROS.day], ['hour', MICROS.hour], ['minute', MICROS.minute], ['second', MICROS.second], ['millisecond', 1e3], ['microsecond', 1]] as const

/** A duration in words that `parseDuration` reads back: `'1 hour 30 minutes'`; `'0 seconds'` for none. */
export function formatDuration(micros: number): string {
  if (micros === 0) return '0 seconds'
  const words: string[] = []
  let rest = Math.abs(micros)
  for (const [unit, size] of SHOWN) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) words.push(`${micros < 0 ? -count : count} ${unit}${count === 1 ? '' : 's'}`)
  }
  return words.join(' ')
}
