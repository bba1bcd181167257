import { formatDuration } from '../core/duration'

/** Figures in the panel's words: short, and as wide as they were a moment ago. */
export function countText(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 })
}

/** Beyond a million, in millions: a rate need not be read to the last digit. */
export function rateText(value: number): string {
  return value < 1e6 ? value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 }) : `${(value / 1e6).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} M`
}

export function bytesText(bytes: number): string {
  const [size, unit] = bytes < 1e3 ? [bytes, 'B'] : bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size.toLocaleString('en-US', { maximumFractionDigits: unit === 'B' || size >= 100 ? 0 : 1 })} ${unit}`
}

export function durationText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : spanText(ms)
}

/** The same in short: `3 h 20 min`. */
export function shortSpan(ms: number): string {
  return spanText(ms).replace(/ days?/g, ' d').replace(/ hours?/g, ' h').replace(/ minutes?/g, ' min').replace(/ seconds?/g, ' s').replace(/ milliseconds?/g, ' ms')
}

/** A span's two largest parts: `3 hours 20 minutes`. */
export function spanText(ms: number): string {
  return formatDuration(Math.round(ms) * 1000).split(' ').slice(0, 4).join(' ')
}

/** `2026-01-05 10:00:00` of an ISO time in UTC, without a fraction. */
export function momentText(iso: string): string {
  return iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '')
}
