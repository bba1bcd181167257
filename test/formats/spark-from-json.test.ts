import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BinaryBuilder, valueAt } from '../../src/batch'
import { Instant, LocalDate, LocalDateTime, parseDdl, parseType } from '../../src/core'
import type { MapType, ArrayType, StructType } from '../../src/core'
import { readJson } from '../../src/formats/json'

interface Case { readonly input?: string; readonly base64?: string; readonly row: unknown }
interface Answers { readonly schema: string; readonly cases: readonly Case[] }

// What a real Spark 4.1.1 answered; spark/from_json.py asks it again.
const answers = JSON.parse(readFileSync(join(__dirname, 'spark', 'from_json.json'), 'utf8')) as Answers[]

const schemaOf = (ddl: string): StructType | ArrayType | MapType =>
  /^(ARRAY|MAP)</.test(ddl) ? parseType(ddl) as ArrayType | MapType : parseDdl(ddl)

/** A value as the answers have it. */
function plain(value: unknown): unknown {
  if (value instanceof Instant || value instanceof LocalDateTime) return plain(value.micros)
  if (value instanceof LocalDate) return value.days
  if (typeof value === 'bigint') return value > 2n ** 53n || value < -(2n ** 53n) ? { bigint: String(value) } : Number(value)
  if (typeof value === 'number') return Object.is(value, -0) ? { double: '-0.0' } : Number.isFinite(value) ? value : { double: String(value).replace('Infinity', 'inf').replace('NaN', 'nan') }
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]))
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(plain(v))}`)
    return JSON.parse(`{${entries.join(',')}}`)
  }
  return value
}

// Where reading goes on after broken JSON, Spark's parser picks up at whatever byte it stood; ours calls the record malformed.
const OURS: Readonly<Record<string, unknown>> = {
  '{"e":[1 2],"z":1}': { e: null, z: null, _corrupt_record: '{"e":[1 2],"z":1}' },
}

describe.each(answers)('from_json $schema', ({ schema, cases }) => {
  it.each(cases.map(of => [JSON.stringify(of.input ?? of.base64), of] as const))('%s', (_, { input, base64, row }) => {
    const bytes = input === undefined ? Buffer.from(base64!, 'base64') : Buffer.from(input, 'utf8')
    const column = new BinaryBuilder()
    column.append(bytes)
    const vector = readJson(column.finish(), schemaOf(schema))
    expect(plain(valueAt(vector, 0))).toEqual(OURS[input ?? ''] ?? row)
  })
})
