import { civilFromDays } from './civil'

const DAY = 86_400_000_000n

/** ISO-8601 in UTC: `2021-10-29T10:37:23Z`, with three or six fraction digits only where they are not zero. */
export function formatTimestamp(micros: bigint): string {
  const { date, time, fraction } = timestampParts(micros)
  return `${date}T${time}${isoFraction(fraction)}Z`
}

/** As Spark prints a timestamp in UTC: `2021-10-29 10:37:23`, the fraction without trailing zeros. */
export function showTimestamp(micros: bigint): string {
  const { date, time, fraction } = timestampParts(micros)
  const digits = fraction.replace(/0+$/, '')
  return `${date} ${time}${digits === '' ? '' : `.${digits}`}`
}

function isoFraction(fraction: string): string {
  if (fraction === '000000') return ''
  return fraction.endsWith('000') ? `.${fraction.slice(0, 3)}` : `.${fraction}`
}

function timestampParts(micros: bigint): { date: string; time: string; fraction: string } {
  const inDay = ((micros % DAY) + DAY) % DAY
  const { year, month, day } = civilFromDays(Number((micros - inDay) / DAY))
  const of = Number(inDay)
  const seconds = Math.floor(of / 1e6)
  const two = (n: number): string => String(n).padStart(2, '0')
  const sign = year < 0 ? '-' : year > 9999 ? '+' : ''
  return {
    date: `${sign}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`,
    time: `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
    fraction: String(of % 1e6).padStart(6, '0'),
  }
}
