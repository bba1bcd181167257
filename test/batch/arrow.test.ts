import { vectorFromArray, Table, tableToIPC, Int64, Null, Utf8, Uint8, Binary, Dictionary, Int32, Float64 } from 'apache-arrow'
import { batchOfRows, rowsOf } from '../../src/batch'
import { batchesFromArrow } from '../../src/batch/arrow-read'
import { arrowOfBatches } from '../../src/batch/arrow-write'
import { parseDdl, toDdl } from '../../src/core'
import { ALL_TYPES, EVERY_KIND } from './every-kind'

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

test('nulls of no type, and batches without rows whose buffers were left out', async () => {
  const [nulls] = await batchesFromArrow(tableToIPC(new Table({ v: vectorFromArray([null, null], new Null()) }), 'stream'))
  expect(rowsOf(nulls)).toEqual([{ v: null }, { v: null }])
  const none = tableToIPC(new Table({ n: vectorFromArray([], new Int64()), x: vectorFromArray([], new Float64()), b: vectorFromArray([], new Binary()), s: vectorFromArray([], new Utf8()) }), 'stream')
  expect((await batchesFromArrow(none)).flatMap(rowsOf)).toEqual([])
})

test.each([
  ['unsigned', new Table({ unsigned: vectorFromArray([1], new Uint8()) })],
  ['coded', new Table({ coded: vectorFromArray(['a'], new Dictionary(new Utf8(), new Int32())) })],
])('a type that no column holds is refused by its column: %s', async (column, table) => {
  await expect(batchesFromArrow(tableToIPC(table, 'stream'))).rejects.toMatchObject({ code: 'ARROW_TYPE_UNSUPPORTED', message: expect.stringContaining(`'${column}'`) })
})
