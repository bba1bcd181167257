import type { Json } from '../connectors/contract'

/** A row as JSON can hold it. */
export type JsonRow = Readonly<Record<string, Json>>

export function jsonRow(row: Readonly<Record<string, unknown>>): JsonRow {
  return jsonObject(Object.entries(row))
}

function jsonValue(value: unknown): Json {
  switch (typeof value) {
    case 'bigint': return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
    case 'number': return Number.isFinite(value) ? value : String(value)
    case 'string':
    case 'boolean': return value
    default:
  }
  if (typeof value !== 'object' || value === null) return null
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')
  if (value instanceof Map) return jsonObject([...value as Map<unknown, unknown>].map(([key, of]) => [String(key), of]))
  if (Array.isArray(value)) return (value as unknown[]).map(jsonValue)
  if ('toJSON' in value) return String(value)
  return jsonObject(Object.entries(value))
}

function jsonObject(entries: readonly (readonly [string, unknown])[]): JsonRow {
  // fromEntries defines what it is given: `__proto__` is a field like any other.
  return Object.fromEntries(entries.map(([name, value]) => [name, jsonValue(value)]))
}
