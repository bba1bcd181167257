import { BIGINT, DATE, INT, Instant, LocalDate, parseDdl, TIMESTAMP } from '../../src/core'
import { ArrayBuilder, batchOfRows, columnBuilder, isNull, LongBuilder, rowsOf, StringBuilder, valueAt } from '../../src/batch'
import { refuses } from '../support/refuses'

const schema = parseDdl('s STRING, b BOOLEAN, i INT, l BIGINT, f FLOAT, d DOUBLE, t TIMESTAMP, day DATE, raw BINARY, v VOID, a ARRAY<INT>, m MAP<STRING, BIGINT>, e STRUCT<x: INT, y: ARRAY<STRING>>')
const full = {
  s: 'žluť', b: true, i: -7, l: 9_007_199_254_740_993n, f: 0.5, d: Math.PI, t: new Instant(-1n), day: new LocalDate(18_929),
  raw: Uint8Array.of(0, 255), v: null, a: [1, null, 3], m: new Map([['k', 1n]]), e: { x: null, y: ['p', 'q'] },
}
const empty = { s: null, b: null, i: null, l: null, f: null, d: null, t: null, day: null, raw: null, v: null, a: null, m: null, e: null }

it('gives back the rows it was built of, over every growth', () => {
  const rows = Array.from({ length: 300 }, (_, i) => (i % 3 === 2 ? empty : { ...full, i, s: `s${i % 7}` }))
  expect(rowsOf(batchOfRows(schema, rows))).toEqual(rows)
})

it('takes a field that is not there for null, and no inherited one', () => {
  expect(rowsOf(batchOfRows(parseDdl('constructor STRING, `__proto__` STRING, toString INT, a INT'), [{}, JSON.parse('{"__proto__":"p","a":1}')]))).toEqual([
    JSON.parse('{"constructor":null,"__proto__":null,"toString":null,"a":null}'),
    JSON.parse('{"constructor":null,"__proto__":"p","toString":null,"a":1}'),
  ])
})

it('writes safe integers and bigints of either sign exactly', () => {
  const values = [0, 1, -1, 2 ** 32, -(2 ** 32), 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]
  const longs = new LongBuilder(BIGINT)
  values.forEach(v => longs.appendNumber(v))
  longs.appendBigint(2n ** 63n - 1n)
  longs.appendBigint(-(2n ** 63n))
  expect([...longs.finish().values]).toEqual([...values.map(BigInt), 2n ** 63n - 1n, -(2n ** 63n)])
})

it('codes strings from bytes and from text alike', () => {
  const strings = new StringBuilder()
  const bytes = Buffer.from('xxžluťyy')
  strings.appendBytes(bytes, 2, bytes.length - 2)
  strings.appendString('žluť')
  strings.appendString('')
  const vector = strings.finish()
  expect([...vector.codes]).toEqual([0, 0, 1])
  expect(valueAt(vector, 1)).toBe('žluť')
})

it('forgets rows', () => {
  const rows = columnBuilder(parseDdl('a INT, b ARRAY<STRING>'))
  rows.append({ a: 1, b: ['p'] })
  rows.append(null)
  rows.append({ a: null, b: ['q', 'r'] })
  rows.truncate(1)
  rows.append({ a: 2, b: ['s'] })
  const vector = rows.finish()
  expect([0, 1].map(i => valueAt(vector, i))).toEqual([{ a: 1, b: ['p'] }, { a: 2, b: ['s'] }])
  expect(isNull(vector, 1)).toBe(false)
})

it('lets a reader fill an array element by element', () => {
  const lists = new ArrayBuilder({ kind: 'array', element: INT })
  lists.elements.append(1)
  lists.elements.append(2)
  lists.close()
  lists.appendNull()
  lists.close()
  const vector = lists.finish()
  expect([0, 1, 2].map(i => valueAt(vector, i))).toEqual([[1, 2], null, []])
})

it('takes a Date for an instant', () => {
  const at = columnBuilder(TIMESTAMP)
  at.append(new Date(1500))
  expect(valueAt(at.finish(), 0)).toEqual(new Instant(1_500_000n))
})

it.each([
  ['i INT', { i: 1.5 }, 'the number 1.5 is no INT'], ['i INT', { i: 2 ** 31 }, 'is no INT'], ['i INT', { i: '1' }, 'the string "1" is no INT'],
  ['l BIGINT', { l: 2n ** 63n }, 'is no BIGINT'], ['l BIGINT', { l: 2 ** 53 }, 'is no BIGINT'], ['s STRING', { s: 1 }, 'the number 1 is no STRING'],
  ['b BOOLEAN', { b: 1 }, 'is no BOOLEAN'], ['t TIMESTAMP', { t: '2021-01-01' }, 'is no TIMESTAMP'], ['t TIMESTAMP', { t: new Date(NaN) }, 'is no TIMESTAMP'],
  ['d DATE', { d: new Date(0) }, 'a value of class Date is no DATE'], ['e STRUCT<x: INT>', { e: { x: 'no' } }, 'is no INT'], ['a ARRAY<INT>', { a: 'abc' }, 'is no ARRAY<INT>'],
])('refuses in %s what the column cannot hold', (ddl, row, why) => {
  refuses(() => batchOfRows(parseDdl(ddl), [{}, row]), { code: 'VALUE_TYPE_MISMATCH', message: why, details: { row: 1 } })
})

it('dates are days', () => {
  const dates = columnBuilder(DATE)
  dates.append(new LocalDate(1))
  expect(String(valueAt(dates.finish(), 0))).toBe('1970-01-02')
})
