import { BinaryBuilder, StringBuilder, isNull, rowsOf, batch, valueAt } from '../../src/batch'
import type { BinaryVector, Vector } from '../../src/batch'
import { arrayOf, INT, Instant, parseDdl, parseType } from '../../src/core'
import type { MapType } from '../../src/core'
import { jsonOptions, jsonReader, readJson } from '../../src/formats/json'
import { refuses } from '../support/refuses'

function records(...texts: (string | Buffer | null)[]): BinaryVector {
  const column = new BinaryBuilder()
  for (const text of texts) column.append(text === null ? null : Buffer.from(text))
  return column.finish()
}

const all = (of: Vector): unknown[] => Array.from({ length: of.length }, (_, row) => valueAt(of, row))

it('tells of every record that was not what it should be, never with its values', () => {
  const told: [number, string][] = []
  const read = readJson(records('{"user":"ada","n":1}', null, '  ', '{"user":"ada","n":"hunter2"}', 'hunter2', '\ufeff{}', '{"n":1', '{"e":{"x":[{"y":[1,"z"]}]}}', Buffer.from([0x7b, 0x22, 0x75, 0x73, 0x65, 0x72, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]), '[]',
    '{"n":1,"x":"\u0001"}', '{"n":1 "x":2}', '{"n":1.}', '{"n":01}', '{n:1}', '{"n":2147483648}', '{"user":"\\x"}'),
  parseDdl('user STRING, n INT, e STRUCT<x: ARRAY<STRUCT<y: ARRAY<INT>>>>'), {}, (row, reason) => told.push([row, reason]))
  expect(told).toEqual([
    [2, 'it is blank'],
    [3, "field 'n': a string where INT belongs"],
    [4, 'it is no JSON object'],
    [5, 'it starts with a byte order mark'],
    [6, 'the record ends in the middle of a value'],
    [7, "field 'y': a string where INT belongs"],
    [8, 'a string is not UTF-8, its bad bytes were replaced'],
    [9, 'it is no JSON object'],
    [10, 'a string has a control character'],
    [11, 'a comma or } is missing'],
    [12, "field 'n': a number has no digits behind its point"],
    [13, 'a comma or } is missing'],
    [14, 'a name in quotes is missing'],
    [15, "field 'n': a number that is no INT"],
    [16, "field 'user': a string has an escape that JSON does not know"],
  ])
  expect([1, 2].map(row => isNull(read, row))).toEqual([true, true])
  expect(valueAt(read, 4)).toEqual({ user: null, n: null, e: null })
  expect(valueAt(read, 8)).toEqual({ user: '\ufffd', n: null, e: null })
})

it('reads a STRING column as it reads the bytes', () => {
  const texts = new StringBuilder()
  for (const text of ['{"user":"žluť \\ud83d\\ude00"}', null, 'x', '{"user":"žluť \\ud83d\\ude00"}']) texts.append(text)
  expect(all(readJson(texts.finish(), parseDdl('user STRING')))).toEqual([{ user: 'žluť 😀' }, null, { user: null }, { user: 'žluť 😀' }])
})

it('goes on after finish with new columns, and remembers no row', () => {
  const reader = jsonReader(parseDdl('a INT, b ARRAY<STRING>, _corrupt_record STRING'))
  const read = (text: string): boolean => reader.read(Buffer.from(text), 0, Buffer.byteLength(text))
  read('{"b":["x"],"a":1}')
  const first = reader.finish()
  expect(reader.length).toBe(0)
  expect(read('{"a":2')).toBe(false)
  read('{"a":3}')
  reader.readNull()
  expect(all(first)).toEqual([{ a: 1, b: ['x'], _corrupt_record: null }])
  expect(all(reader.finish())).toEqual([{ a: null, b: null, _corrupt_record: '{"a":2' }, { a: 3, b: null, _corrupt_record: null }, null])
})

it('reads a record inside a larger buffer, and nothing around it', () => {
  const reader = jsonReader(parseDdl('a INT, s STRING, t TIMESTAMP'))
  const wide = Buffer.from('"}1,{"a":12345,"s":"x","t":"2021-10-29T10:37:23Z"}67"}]')
  const [start, end] = [4, wide.indexOf('}', 4) + 1]
  expect(reader.read(wide, start, end)).toBe(true)
  for (let cut = start; cut < end; cut++) expect(reader.read(wide, start, cut)).toBe(cut === start)
  expect(valueAt(reader.finish(), 0)).toEqual({ a: 12345, s: 'x', t: new Instant(1635503843000000n) })
})

it('reads fields in any order, of wide records and narrow schemas', () => {
  const names = Array.from({ length: 300 }, (_, i) => `field ${i}`)
  const schema = parseDdl(names.filter((_, i) => i % 3 === 0).map(n => `\`${n}\` INT`).join(', '))
  const reader = jsonReader(schema)
  for (const order of [names, [...names].reverse(), [...names].sort(), names.slice(7)]) {
    const text = `{${order.map(n => `"${n}":${names.indexOf(n)}`).join(',')}}`
    expect(reader.read(Buffer.from(text), 0, text.length)).toBe(true)
  }
  const rows = rowsOf(batch(schema, reader.finish().children, 4))
  expect(rows.map(row => Object.entries(row).filter(([n, v]) => v === names.indexOf(n)).length)).toEqual([100, 100, 100, 97])
})

describe('hostile records', () => {
  const deep = (levels: number): string => `{"a":1,"x":${'['.repeat(levels)}${']'.repeat(levels)}}`

  it('nested deeper than 512 levels are malformed, in fields that are read and in others', () => {
    const schema = parseDdl('a INT, x STRING')
    expect(all(readJson(records(deep(511), deep(512), deep(2_000_000)), parseDdl('a INT')))).toEqual([{ a: 1 }, { a: null }, { a: null }])
    expect(all(readJson(records(deep(512)), schema))).toEqual([{ a: null, x: null }])
    const told: string[] = []
    expect(all(readJson(records(deep(3)), parseDdl('a INT'), { maxNestingDepth: 3 }, (_, reason) => told.push(reason)))).toEqual([{ a: null }])
    expect(told).toEqual(['it is nested more than 3 levels deep'])
    expect(all(readJson(records(deep(1999)), parseDdl('a INT'), { maxNestingDepth: 2000 }))).toEqual([{ a: 1 }])
  })

  it('with fields of megabytes are read', () => {
    const long = 'ž"\\'.repeat(500_000)
    const [row] = all(readJson(records(`{"s":${JSON.stringify(long)},"a":7,"n":${'9'.repeat(900)},"m":${'9'.repeat(1_000_000)}}`, `{"s":"${'x'.repeat(3_000_000)}"}`), parseDdl('s STRING, a INT, n DOUBLE')))
    expect(row).toEqual({ s: null, a: null, n: null })
    expect(all(readJson(records(`{"s":${JSON.stringify(long)},"a":7,"n":${'9'.repeat(900)}}`), parseDdl('s STRING, a INT, n DOUBLE')))).toEqual([{ s: long, a: 7, n: Infinity }])
  })

  it('with a hundred thousand equal names are read in one go', () => {
    const text = `{${'"a":1,'.repeat(100_000)}"a":2,"s":"x"}`
    expect(all(readJson(records(text), parseDdl('a INT, s STRING')))).toEqual([{ a: 2, s: 'x' }])
  })

  it('cannot reach a prototype', () => {
    const [row] = all(readJson(records('{"__proto__":{"admin":"yes"},"constructor":{"prototype":{"x":"1"}},"m":{"__proto__":"1"}}'), parseDdl('`__proto__` STRUCT<admin: STRING>, constructor STRING, m MAP<STRING, STRING>')))
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(Object.keys(row as object)).toEqual(['__proto__', 'constructor', 'm'])
    expect((row as { m: unknown }).m).toEqual(new Map([['__proto__', '1']]))
    expect(({} as { admin?: string }).admin).toBeUndefined()
  })
})

describe('options', () => {
  it('FAILFAST stops at the first malformed record, not at a blank one or bad UTF-8', () => {
    expect(all(readJson(records(' ', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])), parseDdl('a STRING'), { mode: 'FAILFAST' }))).toEqual([null, { a: '\ufffd' }])
    refuses(() => readJson(records('{"a":1}', '{"a":"x"}'), parseDdl('a INT'), { mode: 'FAILFAST' }), { code: 'MALFORMED_RECORD_IN_PARSING', fault: 'external', message: "record 1 of the batch is malformed: field 'a'", details: { row: 1 } })
  })

  it('DROPMALFORMED is refused, as in Spark', () => {
    refuses(() => readJson(records('{}'), parseDdl('a INT'), { mode: 'DROPMALFORMED' }), { code: 'PARSE_MODE_UNSUPPORTED', fault: 'user', hint: 'PERMISSIVE, FAILFAST' })
  })

  it('the corrupt record may have any name, and no field of a record reaches it', () => {
    expect(all(readJson(records('{"bad":"x","a":"y"}', '{"bad":"x","a":1}'), parseDdl('bad STRING, a INT'), { columnNameOfCorruptRecord: 'bad' }))).toEqual([{ bad: '{"bad":"x","a":"y"}', a: null }, { bad: null, a: 1 }])
  })

  it('are checked', () => {
    refuses(() => jsonOptions({ moed: 'FAILFAST' }), { code: 'INVALID_FORMAT_OPTION', message: "no option 'moed'", hint: "Did you mean 'mode'?" })
    refuses(() => jsonOptions({ mode: 'FAILFST' }), { hint: "Did you mean 'FAILFAST'?" })
    refuses(() => jsonOptions({ maxNestingDepth: 0 }), { hint: '1 to 2000' })
    expect(jsonOptions({ MODE: 'failfast', maxNestingDepth: '9' })).toEqual({ mode: 'FAILFAST', columnNameOfCorruptRecord: '_corrupt_record', maxNestingDepth: 9 })
    refuses(() => jsonReader(parseDdl('m ARRAY<MAP<INT, STRING>>')), { code: 'INVALID_FORMAT_OPTION', message: 'MAP<INT, STRING>', hint: 'MAP<STRING, STRING>' })
    refuses(() => readJson(records('{}'), parseType('MAP<INT, INT>') as MapType), { code: 'INVALID_FORMAT_OPTION' })
  })
})

it('an ARRAY or MAP schema tells of what it could not read', () => {
  const told: string[] = []
  expect(all(readJson(records('[1]', '', '[1', null, '{}'), arrayOf(INT), {}, (row, reason) => told.push(`${row}: ${reason}`)))).toEqual([[1], null, null, null, null])
  expect(told).toEqual(['1: it is blank', '2: the record ends in the middle of a value', '4: an object where ARRAY<INT> belongs'])
})
