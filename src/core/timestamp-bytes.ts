import { daysFromCivil, daysInMonth } from './civil'

// Log records come day by day, so the day of the last one is nearly always the day of the next.
let lastDate = -1
let lastDays = 0

/**
 * The plain forms of a timestamp, straight from ASCII bytes: `yyyy-MM-dd HH:mm:ss` or with a `T`, up to six digits of a
 * fraction, and `Z`, `±HH:mm` or nothing (UTC) behind. Microseconds since 1970 as a safe integer; NaN for every other
 * text, valid or not: `textToTimestamp` then knows.
 */
export function timestampOfBytes(data: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length < 19) return NaN
  const days = daysOfBytes(data, start)
  const between = data[start + 10]
  if (days !== days || (between !== 84 && between !== 32) || data[start + 13] !== 58 || data[start + 16] !== 58) return NaN
  const hour = two(data, start + 11)
  const minute = two(data, start + 14)
  const second = two(data, start + 17)
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return NaN
  const seconds = days * 86_400 + hour * 3600 + minute * 60 + second
  if (length === 20 && data[start + 19] === 90) return seconds * 1e6
  return length === 19 ? seconds * 1e6 : withRest(data, start + 19, end, seconds)
}

/** Days since 1970 of `yyyy-MM-dd` at `start`, years 1700 to 2199; NaN for everything else. */
export function daysOfBytes(data: Uint8Array, start: number): number {
  if (data[start + 4] !== 45 || data[start + 7] !== 45) return NaN
  const date = two(data, start) * 1e6 + two(data, start + 2) * 1e4 + two(data, start + 5) * 100 + two(data, start + 8)
  if (date === lastDate) return lastDays
  const year = Math.floor(date / 10_000)
  const month = Math.floor(date / 100) % 100
  const day = date % 100
  // NaN fails every comparison, so that a byte that is no digit ends here too.
  if (!(year >= 1700 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return NaN
  lastDate = date
  lastDays = daysFromCivil(year, month, day)
  return lastDays
}

function withRest(data: Uint8Array, from: number, end: number, seconds: number): number {
  let at = from
  let micros = 0
  if (data[at] === 46) {
    let scale = 1e6
    for (at++; at < end && isDigit(data[at]); at++) {
      scale /= 10
      if (scale < 1) return NaN
      micros += (data[at] - 48) * scale
    }
  }
  if (at === end || (at === end - 1 && data[at] === 90)) return seconds * 1e6 + micros
  const sign = data[at]
  if (end - at !== 6 || (sign !== 43 && sign !== 45) || data[at + 3] !== 58) return NaN
  const offset = two(data, at + 1) * 60 + two(data, at + 4)
  if (!(offset <= 18 * 60 && two(data, at + 4) <= 59)) return NaN
  return (sign === 43 ? seconds - offset * 60 : seconds + offset * 60) * 1e6 + micros
}

function two(data: Uint8Array, at: number): number {
  const tens = data[at]
  const ones = data[at + 1]
  return isDigit(tens) && isDigit(ones) ? (tens - 48) * 10 + ones - 48 : NaN
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}
