import { Instant, col, fromJson, lit } from './tools'
import { described, evaluate, valueOf } from './evaluate'

const schema = 'user STRING, n INT, t TIMESTAMP'
const bytes = (text: string): { value: Uint8Array } => ({ value: Buffer.from(text) })

describe('fromJson', () => {
  const record = '{"n":3,"user":"añ","more":[1,{"a":"]"}],"t":"2024-01-01T10:00:00Z"}'
  const read = { user: 'añ', n: 3, t: Instant.ofMillis(Date.parse('2024-01-01T10:00:00Z')) }

  test('from text and straight from bytes', () => {
    expect(valueOf(fromJson(lit(record), schema))).toEqual(read)
    expect(evaluate(fromJson(col('value').cast('STRING'), schema), 'value BINARY', [bytes(record), { value: null }])).toEqual([read, null])
    expect(valueOf(fromJson(lit(record), { user: 'STRING', n: 'INT' }))).toEqual({ user: 'añ', n: 3 })
  })

  test('the bytes path is taken where the cast is from BINARY, and is called the same', () => {
    const of = fromJson(col('value').cast('STRING'), schema)
    expect(described(of, 'value BINARY')).toEqual({ type: 'struct', name: 'from_json(CAST(value AS STRING))' })
    expect(described(of, 'value INT').name).toBe('from_json(CAST(value AS STRING))')
  })

  test('a malformed record is a row of nulls, and reported with its bytes', () => {
    const reports: [number, string, string][] = []
    const report = (row: number, reason: string, raw: () => Uint8Array): void => { reports.push([row, reason, Buffer.from(raw()).toString()]) }
    const rows = [bytes('{"user":"a"}'), bytes('{"n":"x","user":"b"}'), bytes('nope'), bytes(' ')]
    const nothing = { user: null, n: null, t: null }
    expect(evaluate(fromJson(col('value').cast('STRING'), schema), 'value BINARY', rows, { report })).toEqual([
      { user: 'a', n: null, t: null }, { user: 'b', n: null, t: null }, nothing, null,
    ])
    expect(reports.map(([row, , raw]) => [row, raw])).toEqual([[1, '{"n":"x","user":"b"}'], [2, 'nope'], [3, ' ']])
  })

  test('refusals', () => {
    expect(() => described(fromJson(col('value') as never, schema), 'value BINARY')).toThrow(/fromJson reads a STRING, and this is BINARY/)
    expect(() => fromJson('value', schema, { mode: 'DROPMALFORMED' })).toThrow(/cannot drop/)
    expect(() => fromJson('value', 'user STRNG' as never)).toThrow(/STRNG/)
  })
})
