import { formatDuration } from '../../core/duration'
import { pathParts } from '../../expr/bind'
import { labelText } from '../visible-text'
import { offsetText, UTC, type Zone } from './zone'

/** A column's path as a title: `window.start` → Window start, `action_type` → Action type, `avgCount` → Avg count. */
export function titleOf(path: string): string {
  const words = pathParts(path).join(' ').replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_\s]+/g, ' ').trim()
  const text = words.replace(/[A-Z](?=[a-z])/g, letter => letter.toLowerCase())
  return labelText(text === '' ? path : text[0].toUpperCase() + text.slice(1))
}

/** A title inside a sentence: Logins → logins, but HTTP code stays. */
export function inSentence(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title[0].toLowerCase() + title.slice(1)
}

export function withUnit(title: string, unit: string | undefined): string {
  return unit === undefined || unit.toLowerCase() === title.toLowerCase() ? title : `${title} (${labelText(unit)})`
}

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 })

export function numberText(value: number | bigint): string {
  return number.format(value)
}

/** `3 users` as `1 user` where there is one. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`
}

/** A time for people, as short as it can be: `2026-01-05 10:00`, the day alone where `days`. */
export function timeText(ms: number, zone: Zone = UTC, days = false): string {
  const [day, clock] = isoParts(ms, zone)
  return days ? day : `${day} ${clock}${onChange(zone, ms) ? ` ${offsetText(zone, ms)}` : ''}`
}

/** A window for people: `2026-01-05 10:00–11:00`. */
export function rangeText(start: number, end: number, zone: Zone): string {
  const [day, from] = isoParts(start, zone)
  const [endDay, to] = isoParts(end, zone)
  if (from === '00:00' && to === '00:00') return end - start <= 90_000_000 ? day : `${day} – ${endDay}`
  if (onChange(zone, start) || onChange(zone, end)) return `${day} ${from} ${offsetText(zone, start)} – ${day === endDay ? '' : `${endDay} `}${to} ${offsetText(zone, end)}`
  return `${day} ${from}–${day === endDay || (to === '00:00' && end - start <= 86_400_000) ? '' : `${endDay} `}${to === '00:00' ? '24:00' : to}`
}

/** What `per` says of a window's length: hour, 10 minutes. */
export function perText(ms: number): string {
  return formatDuration(ms * 1000).replace(/^1 /, '')
}

// Where clocks are put back, an hour comes twice: only its distance from UTC tells which.
function onChange(zone: Zone, ms: number): boolean {
  return zone !== UTC && zone.offset(ms - HALF_DAY) !== zone.offset(ms + HALF_DAY)
}

const HALF_DAY = 43_200_000

function isoParts(ms: number, zone: Zone): [string, string] {
  const [day, clock] = new Date(ms + zone.offset(ms)).toISOString().split('T')
  return [day, clock.replace(/\.000Z$|Z$/, '').replace(/:00$/, '')]
}
