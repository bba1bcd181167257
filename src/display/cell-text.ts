import { Decimal } from '../core/decimal'
import { DayTimeInterval, YearMonthInterval } from '../core/interval'
import { Instant, LocalDate, LocalDateTime } from '../core/instant'

const MOST_DEPTH = 16

/**
 * Any value as the text of one table cell, at most a little longer than `limit`: times in ISO-8601, bytes as text where
 * they are UTF-8 and as hexadecimal where not, structs as `{user: "ada"}`.
 */
export function cellText(value: unknown, limit = 4096): string {
  return typeof value === 'string' ? value : nested(value, limit, 0, false)
}

function nested(value: unknown, limit: number, depth: number, quoted: boolean): string {
  switch (typeof value) {
    case 'string': return quoted ? JSON.stringify(value.length > limit ? `${value.slice(0, limit)}…` : value) : value
    case 'function': return 'function'
    case 'object': return value === null ? 'null' : objectText(value, limit, depth)
    case 'undefined': return 'null'
    default: return String(value)
  }
}

function objectText(value: object, limit: number, depth: number): string {
  if (value instanceof Instant || value instanceof LocalDateTime || value instanceof LocalDate || value instanceof Decimal || value instanceof DayTimeInterval || value instanceof YearMonthInterval) return value.toString()
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (value instanceof Uint8Array) return bytesText(value, limit)
  if (depth >= MOST_DEPTH) return '…'
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return joined('[', Array.from(value as ArrayLike<unknown>, one => ['', one]), ']', limit, depth)
  if (value instanceof Map) return joined('{', [...value].map(([key, one]) => [`${nested(key, limit, depth + 1, true)} → `, one]), '}', limit, depth)
  if (value instanceof Set) return joined('{', [...value].map(one => ['', one]), '}', limit, depth)
  return joined('{', Object.entries(value).map(([key, one]) => [`${key}: `, one]), '}', limit, depth)
}

function joined(open: string, parts: readonly (readonly [string, unknown])[], close: string, limit: number, depth: number): string {
  let text = open
  for (const [i, [name, value]] of parts.entries()) {
    if (text.length > limit) return `${text}, … ${parts.length - i} more${close}`
    text += `${i === 0 ? '' : ', '}${name}${nested(value, limit, depth + 1, true)}`
  }
  return text + close
}

function bytesText(bytes: Uint8Array, limit: number): string {
  const cut = bytes.length > limit
  try {
    // A cut may split a character: without `stream` its first half would make all of it look like no text.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(cut ? bytes.subarray(0, limit) : bytes, { stream: cut })
    return cut ? `${text}… (${bytes.length.toLocaleString('en-US')} bytes)` : text
  } catch {
    const shown = Array.from(bytes.subarray(0, Math.min(limit, 64)), byte => byte.toString(16).padStart(2, '0').toUpperCase())
    return `[${shown.join(' ')}]${bytes.length > shown.length ? `… (${bytes.length.toLocaleString('en-US')} bytes)` : ''}`
  }
}
