import fc from 'fast-check'
import { rowsOf } from '../../src/batch/rows'
import type { LongVector } from '../../src/batch/vector'
import { columnBuilder } from '../../src/batch/builders'
import { TIMESTAMP, struct, field, WINDOW } from '../../src/core/data-type'
import { batch } from '../../src/batch/batch'
import { Instant, col, window, windowsOf, windowVector } from './tools'
import { described, evaluate } from './evaluate'

const MINUTE = 60_000_000
const at = (text: string): Instant => Instant.ofMillis(Date.parse(text))

function times(of: readonly (Instant | null)[]): LongVector {
  const builder = columnBuilder(TIMESTAMP)
  for (const one of of) builder.append(one)
  return builder.finish() as LongVector
}

function windows(of: readonly (Instant | null)[], windowMicros: number, slideMicros = windowMicros, startMicros = 0): string[] {
  const found = windowsOf(times(of), { windowMicros, slideMicros, startMicros })
  const rows = found.starts.length
  const vector = windowVector(found, rows)
  return rowsOf(batch(struct([field('w', WINDOW)]), [vector], rows)).map((row, i) => {
    const { start, end } = row.w as { start: Instant; end: Instant }
    return `${found.rows === null ? i : found.rows[i]}: ${start.toString()} – ${end.toString()}`
  })
}

describe('window', () => {
  test('hours side by side; a row without a time is in none', () => {
    expect(windows([at('2024-01-01T10:05:00Z'), null, at('2024-01-01T11:00:00Z')], 60 * MINUTE)).toEqual([
      '0: 2024-01-01T10:00:00Z – 2024-01-01T11:00:00Z',
      '2: 2024-01-01T11:00:00Z – 2024-01-01T12:00:00Z',
    ])
  })

  test('sliding windows, newest first, also where the slide does not divide the window', () => {
    expect(windows([at('2024-01-01T10:07:00Z')], 10 * MINUTE, 3 * MINUTE)).toEqual([
      '0: 2024-01-01T10:06:00Z – 2024-01-01T10:16:00Z',
      '0: 2024-01-01T10:03:00Z – 2024-01-01T10:13:00Z',
      '0: 2024-01-01T10:00:00Z – 2024-01-01T10:10:00Z',
    ])
  })

  test('a start time, before 1970', () => {
    expect(windows([at('1969-12-31T23:57:30Z')], 10 * MINUTE, 3 * MINUTE, MINUTE)).toEqual([
      '0: 1969-12-31T23:55:00Z – 1970-01-01T00:05:00Z',
      '0: 1969-12-31T23:52:00Z – 1970-01-01T00:02:00Z',
      '0: 1969-12-31T23:49:00Z – 1969-12-31T23:59:00Z',
    ])
  })

  test('weeks start on Thursday, as the epoch did', () => {
    expect(windows([at('2024-01-03T12:00:00Z')], 7 * 24 * 60 * MINUTE)).toEqual(['0: 2023-12-28T00:00:00Z – 2024-01-04T00:00:00Z'])
  })

  test('numbers and BigInts agree, over the whole range', () => {
    const anyTime = fc.bigInt({ min: -(1n << 61n), max: 1n << 61n }).map(micros => new Instant(micros))
    const near = fc.bigInt({ min: -(1n << 51n), max: 1n << 51n }).map(micros => new Instant(micros))
    const spec = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 }))
      .map(([a, b, c]) => ({ windowMicros: Math.max(a, b), slideMicros: Math.max(Math.min(a, b), Math.ceil(Math.max(a, b) / 50)), startMicros: c }))
      .filter(s => Math.abs(s.startMicros) < s.slideMicros)
    fc.assert(fc.property(near, anyTime, spec, (one, other, of) => {
      const alone = windowsOf(times([one]), of)
      const beside = windowsOf(times([one, new Instant(1n << 60n)]), of)
      const starts = (from: typeof alone): bigint[] => Array.from(from.starts.values)
      expect(starts(beside).slice(0, alone.starts.length)).toEqual(starts(alone))
      const far = windowsOf(times([other]), of)
      for (let i = 0; i < far.starts.length; i++) {
        const start = far.starts.values[i]
        expect(start <= other.micros && other.micros < start + BigInt(of.windowMicros)).toBe(true)
        expect((start - BigInt(of.startMicros)) % BigInt(of.slideMicros)).toBe(0n)
        expect(far.ends.values[i]).toBe(start + BigInt(of.windowMicros))
      }
      expect(far.starts.length).toBeGreaterThanOrEqual(Math.floor(of.windowMicros / of.slideMicros))
    }), { numRuns: 200 })
  })

  test('as an expression: a struct, null without a time', () => {
    const rows = [{ ts: at('2024-01-01T10:05:00Z') }, { ts: null }]
    expect(evaluate(window('ts', '1 hour'), 'ts TIMESTAMP', rows)).toEqual([{ start: at('2024-01-01T10:00:00Z'), end: at('2024-01-01T11:00:00Z') }, null])
    expect(described(window(col('ts'), '10 minutes', '5 minutes', '1 minute'), 'ts TIMESTAMP')).toEqual({ type: 'struct', name: 'window(ts, 10 minutes, 5 minutes, 1 minute)' })
  })

  test('refusals', () => {
    expect(() => window('ts', '1 month')).toThrow(/no fixed length/)
    expect(() => window('ts', '0 seconds')).toThrow(/holds no time/)
    expect(() => window('ts', '1 hour', '2 hours')).toThrow(/gaps/)
    expect(() => window('ts', '1 hour', '1 hour', '1 hour')).toThrow(/start time/)
    expect(() => described(window('user', '1 hour'), 'user STRING')).toThrow(/window needs a TIMESTAMP column, and this is STRING/)
    expect(() => evaluate(window('ts', '1 hour', '5 minutes'), 'ts TIMESTAMP', [{ ts: null }])).toThrow(/sliding/)
  })
})
