import { vectorFromArray, Table, tableToIPC, Int8, Utf8, Dictionary, Int32 } from 'apache-arrow'
import { batchOfRows, rowsOf } from '../../src/batch'
import { batchesFromArrow } from '../../src/batch/arrow-read'
import { arrowOfBatches } from '../../src/batch/arrow-write'
import { Instant, LocalDate, parseDdl, toDdl } from '../../src/core'

export const ALL_TYPES = 's STRING, b BOOLEAN, i INT, l BIGINT, f FLOAT, d DOUBLE, t TIMESTAMP, day DATE, raw BINARY, xs ARRAY<INT>, '
  + 'm MAP<STRING, DOUBLE>, st STRUCT<a: INT, b: STRUCT<c: STRING, at: TIMESTAMP>>, deep ARRAY<STRUCT<k: STRING, v: ARRAY<BIGINT>>>'

export const EVERY_KIND: readonly object[] = [
  {
    s: 'naïve 🌊', b: true, i: -2147483648, l: 9223372036854775807n, f: 1.5, d: Math.PI, t: new Instant(-1n), day: new LocalDate(-719162),
    raw: Uint8Array.of(0, 255, 10), xs: [1, null, 3], m: new Map([['x', 1.5], ['y', null]]), st: { a: 1, b: { c: 'in', at: new Instant(1_700_000_000_123_456n) } },
    deep: [{ k: 'one', v: [1n, null] }, { k: null, v: null }, null],
  },
  { s: '', b: false, i: 0, l: 0n, f: -0, d: NaN, t: new Instant(0n), day: new LocalDate(0), raw: new Uint8Array(), xs: [], m: new Map(), st: { a: null, b: null }, deep: [] },
  {},
]

const schema = parseDdl(ALL_TYPES)

test('every type goes to Arrow and back', async () => {
  const all = batchOfRows(schema, EVERY_KIND)
  const [back, ...more] = await batchesFromArrow(await arrowOfBatches(schema, [all]))
  expect(more).toEqual([])
  expect(toDdl(back.schema)).toBe(toDdl(schema))
  expect(rowsOf(back)).toEqual(rowsOf(all))
})

test('batches stay batches; none is a schema', async () => {
  const one = (n: number): ReturnType<typeof batchOfRows> => batchOfRows(parseDdl('n INT'), Array.from({ length: n }, (_, i) => ({ n: i })))
  const back = await batchesFromArrow(await arrowOfBatches(one(0).schema, [one(3), one(9)]))
  expect(back.map(of => of.numRows)).toEqual([3, 9])
  expect((await batchesFromArrow(await arrowOfBatches(one(0).schema, []))).flatMap(rowsOf)).toEqual([])
})

test('validity beyond a byte, and parts of longer vectors', async () => {
  const rows = Array.from({ length: 77 }, (_, i) => ({ s: i % 3 === 0 ? null : `v${i}`, n: i % 5 === 0 ? null : i, b: i % 7 === 0 }))
  const of = batchOfRows(parseDdl('s STRING, n BIGINT, b BOOLEAN'), rows)
  const [back] = await batchesFromArrow(await arrowOfBatches(of.schema, [of]))
  expect(rowsOf(back)).toEqual(rowsOf(of))
})

test.each([
  ['tiny', new Table({ tiny: vectorFromArray([1], new Int8()) })],
  ['coded', new Table({ coded: vectorFromArray(['a'], new Dictionary(new Utf8(), new Int32())) })],
])('a type that no column holds is refused by its column: %s', async (column, table) => {
  await expect(batchesFromArrow(tableToIPC(table, 'stream'))).rejects.toMatchObject({ code: 'ARROW_TYPE_UNSUPPORTED', message: expect.stringContaining(`'${column}'`) })
})
