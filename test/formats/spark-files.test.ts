import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsOf } from '../../src/batch'
import { Instant, LocalDateTime, parseDdl } from '../../src/core'
import { fileFormats } from '../../src/formats'

interface Answer {
  readonly format: 'csv' | 'json' | 'text'
  readonly schema: string
  readonly options: Record<string, string>
  readonly file: string
  readonly base64: boolean
  readonly rows: readonly Record<string, unknown>[]
}

// What a real Spark 4.1.1 read; spark/files.py asks it again.
const answers = JSON.parse(readFileSync(join(__dirname, 'spark', 'files.json'), 'utf8')) as Answer[]

// A TIMESTAMP as Python has it: in UTC, without saying so.
const plain = (value: unknown): unknown =>
  value instanceof LocalDateTime || value instanceof Instant ? String(value).replace('Z', '') : typeof value === 'bigint' ? Number(value) : typeof value === 'number' && !Number.isFinite(value) ? { double: String(value).replace('Infinity', 'inf').replace('NaN', 'nan') } : value

it.each(answers.map(of => [of.format, JSON.stringify(of.file), JSON.stringify(of.options), of] as const))('%s %s %s', (format, _file, _options, of) => {
  const bytes = Buffer.from(of.file, of.base64 ? 'base64' : 'utf8')
  const { batch, lines } = fileFormats[format].read(bytes, parseDdl(of.schema), of.options)
  expect(rowsOf(batch).map(row => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, plain(v)])))).toEqual(of.rows)
  expect(lines).toHaveLength(of.rows.length)
})
