import { civilFromDays, daysFromCivil } from '../../core/civil'
import { datePattern, MONTHS, WEEKDAYS, type PatternPart } from './date-pattern'

/** A moment, in UTC, as a pattern says. */
export function formatDate(day: number, microsInDay: number, pattern: string): string {
  const { year, month, day: dayOfMonth } = civilFromDays(day)
  const seconds = Math.floor(microsInDay / 1e6)
  const of: Moment = {
    year, month, dayOfMonth, day,
    hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60, micros: microsInDay % 1e6,
  }
  return datePattern(pattern).map(part => ('text' in part ? part.text : formatted(of, part))).join('')
}

interface Moment {
  readonly year: number
  readonly month: number
  readonly dayOfMonth: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly micros: number
}

function formatted(of: Moment, { letter, count }: Extract<PatternPart, { letter: string }>): string {
  switch (letter) {
    case 'y': return yearText(of.year, count)
    case 'M':
    case 'L': return count > 2 ? name(MONTHS[of.month - 1], count) : padded(of.month, count)
    case 'd': return padded(of.dayOfMonth, count)
    case 'H': return padded(of.hour, count)
    case 'k': return padded(of.hour === 0 ? 24 : of.hour, count)
    case 'K': return padded(of.hour % 12, count)
    case 'h': return padded(of.hour % 12 === 0 ? 12 : of.hour % 12, count)
    case 'm': return padded(of.minute, count)
    case 's': return padded(of.second, count)
    case 'S': return `${String(of.micros).padStart(6, '0')}000`.slice(0, count)
    case 'a': return of.hour < 12 ? 'AM' : 'PM'
    case 'E': return name(WEEKDAYS[(((of.day + 4) % 7) + 7) % 7], count)
    // The weekday's place in weeks that begin with the month: the eighth is 1 again.
    case 'F': return String((of.dayOfMonth - 1) % 7 + 1)
    case 'D': return padded(of.day - daysFromCivil(of.year, 1, 1) + 1, count)
    case 'Q':
    case 'q': return quarter(Math.ceil(of.month / 3), count)
    case 'X': return 'Z'
    case 'x': return count === 1 ? '+00' : count % 2 === 0 ? '+0000' : '+00:00'
    case 'Z': return count === 4 ? 'GMT' : count === 5 ? 'Z' : '+0000'
    case 'O': return 'GMT'
    case 'z': return count === 4 ? 'Coordinated Universal Time' : 'UTC'
    default: return 'UTC'
  }
}

function yearText(year: number, count: number): string {
  if (count === 2) return padded(((year % 100) + 100) % 100, 2)
  const digits = String(Math.abs(year)).padStart(count, '0')
  return `${year < 0 ? '-' : year > 9999 && count >= 4 ? '+' : ''}${digits}`
}

function quarter(of: number, count: number): string {
  return count < 3 ? padded(of, count) : count === 3 ? `Q${of}` : `${['1st', '2nd', '3rd', '4th'][of - 1]} quarter`
}

function name(full: string, count: number): string {
  return count === 4 ? full : full.slice(0, 3)
}

function padded(of: number, count: number): string {
  return String(of).padStart(count, '0')
}
