import fc from 'fast-check'
import { Instant, LocalDate, parseDdl } from '../../src/core'
import { columnBuilder, valueAt } from '../../src/batch'
import type { StringVector } from '../../src/batch'
import { readJson, toJson } from '../../src/formats/json'

const micros = (us: bigint): Instant => new Instant(us)
const texts = (of: StringVector): unknown[] => Array.from({ length: of.length }, (_, i) => valueAt(of, i))

function write(ddl: string, row: object | null, options = {}): unknown {
  const column = columnBuilder(parseDdl(ddl))
  column.append(row)
  return texts(toJson(column.finish(), options))[0]
}

it('writes what the to_json of Spark 4.1.1 writes', () => {
  const ddl = 'a INT, s STRING, n INT, d DOUBLE, e DOUBLE, nan DOUBLE, inf DOUBLE, f FLOAT, l BIGINT, t TIMESTAMP, t2 TIMESTAMP, t3 TIMESTAMP, far TIMESTAMP, neg TIMESTAMP, dt DATE, b BOOLEAN, bin BINARY, ' +
    'arr ARRAY<INT>, m MAP<STRING, INT>, st STRUCT<x: INT>, emp ARRAY<INT>, u STRING'
  expect(write(ddl, {
    a: 1, s: 'q"\\\n\u0001é/<', n: null, d: 1.5, e: 1e7, nan: NaN, inf: -Infinity, f: 1.1, l: 9223372036854775807n,
    t: micros(1635503843123456n), t2: micros(-62135596800000000n), t3: micros(1635503843000000n), far: micros(2n ** 63n - 1n), neg: micros(-62198755200000000n),
    dt: new LocalDate(18929), b: true, bin: Uint8Array.of(0, 255), arr: [1, null, 2], m: new Map([['k', 1], ['z', null]]), st: { x: null }, emp: [], u: '\u007f\u2028😀',
  })).toBe('{"a":1,"s":"q\\"\\\\\\n\\u0001é/<","d":1.5,"e":1.0E7,"nan":"NaN","inf":"-Infinity","f":1.1,"l":9223372036854775807,"t":"2021-10-29T10:37:23.123Z","t2":"0001-01-01T00:00:00.000Z",' +
    '"t3":"2021-10-29T10:37:23.000Z","far":"+294247-01-10T04:00:54.775Z","neg":"-0001-01-01T00:00:00.000Z","dt":"2021-10-29","b":true,"bin":"AP8=","arr":[1,null,2],"m":{"k":1,"z":null},"st":{},"emp":[],' +
    '"u":"\u007f\u2028😀"}')
  expect(write('d DATE, d2 DATE', { d: new LocalDate(-735525), d2: new LocalDate(2932897) })).toBe('{"d":"-0044-03-15","d2":"+10000-01-01"}')
  expect(write('m MAP<INT, STRING>', { m: new Map([[1, 'x'], [2, null]]) })).toBe('{"m":{"1":"x","2":null}}')
  expect(write('m MAP<TIMESTAMP, INT>, p MAP<DOUBLE, INT>', { m: new Map([[micros(1635503843000000n), 1]]), p: new Map([[1.5, 1]]) })).toBe('{"m":{"1635503843000000":1},"p":{"1.5":1}}')
  expect(write('a INT', null)).toBeNull()
  expect(write('a INT', {})).toBe('{}')
  expect(write('a INT, b INT', { b: 1 }, { ignoreNullFields: false })).toBe('{"a":null,"b":1}')
  expect(write('`__proto__` INT, `a"\u001f` INT', JSON.parse('{"__proto__":1,"a\\"\\u001f":2}') as object)).toBe('{"__proto__":1,"a\\"\\u001F":2}')
})

it('is read back as it was written', () => {
  const schema = parseDdl('i INT, l BIGINT, d DOUBLE, f FLOAT, s STRING, b BOOLEAN, t TIMESTAMP, y DATE, r BINARY, a ARRAY<STRUCT<x: STRING, y: BIGINT>>, m MAP<STRING, ARRAY<DOUBLE>>, `__proto__` STRING')
  const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  const text = fc.string({ unit: 'grapheme' })
  const row = fc.record({
    i: fc.option(fc.integer()), l: fc.option(long), d: fc.option(fc.double()), f: fc.option(fc.float()), s: fc.option(text), b: fc.option(fc.boolean()),
    t: fc.option(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(us => new Instant((us / 1000n) * 1000n))), y: fc.option(fc.integer({ min: -700_000, max: 2_000_000 }).map(d => new LocalDate(d))),
    r: fc.option(fc.uint8Array()), a: fc.option(fc.array(fc.option(fc.record({ x: fc.option(text), y: fc.option(long) })))),
    m: fc.option(fc.uniqueArray(text).chain(keys => fc.tuple(...keys.map(k => fc.tuple(fc.constant(k), fc.array(fc.double()))))).map(entries => new Map(entries))),
  })
  fc.assert(fc.property(fc.array(fc.option(row), { maxLength: 5 }), rows => {
    const column = columnBuilder(schema)
    rows.forEach(r => column.append(r))
    const wrong: string[] = []
    const back = readJson(toJson(column.finish()), schema, {}, (_, reason) => wrong.push(reason))
    expect(wrong).toEqual([])
    expect(Array.from({ length: back.length }, (_, i) => valueAt(back, i))).toEqual(rows.map(r => (r === null ? null : Object.defineProperty({ ...r }, '__proto__', { value: null, enumerable: true }))))
  }), { numRuns: 200 })
})
