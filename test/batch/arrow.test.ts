import { vectorFromArray, Table, tableToIPC, Int64, Null, Utf8, Uint8, Binary, Dictionary, Int32, Float64 } from 'apache-arrow'
import { batchOfRows, concatBatches, DictionaryBuilder, rowsOf, takeBatch, takeVector, type StringVector, type Vector } from '../../src/batch'
import { batchesFromArrow } from '../../src/batch/arrow-read'
import { arrowOfBatches } from '../../src/batch/arrow-write'
import { parseDdl, toDdl } from '../../src/core'
import { textOnDemand } from '../../src/batch/text-on-demand'
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

test('a stream that begins anywhere in its memory', async () => {
  const all = batchOfRows(schema, EVERY_KIND)
  const stream = await arrowOfBatches(schema, [all])
  for (const at of [1, 4, 13]) {
    const memory = new Uint8Array(stream.length + at)
    memory.set(stream, at)
    const [back] = await batchesFromArrow(memory.subarray(at))
    expect(rowsOf(back)).toEqual(rowsOf(all))
  }
})

describe('text', () => {
  const texts = ['ada', null, 'bob', 'ada', '', 'naïve 🌊', null, 'bob']
  const read = async (): Promise<{ one: Awaited<ReturnType<typeof batchesFromArrow>>[number]; text: StringVector }> => {
    const of = batchOfRows(parseDdl('s STRING'), texts.map(s => ({ s })))
    const [one] = await batchesFromArrow(await arrowOfBatches(of.schema, [of]))
    return { one, text: one.columns[0] as StringVector }
  }

  test('is coded when it is first read, once, into distinct strings', async () => {
    const { one, text } = await read()
    const coded = jest.spyOn(DictionaryBuilder.prototype, 'codeOfBytes')
    expect(one.numRows + text.length).toBe(16)
    expect(coded).not.toHaveBeenCalled()
    expect(rowsOf(one)).toEqual(texts.map(s => ({ s })))
    expect(coded).toHaveBeenCalledTimes(6)
    expect(Array.from({ length: text.dictionary.size }, (_, code) => text.dictionary.value(code))).toEqual(['ada', 'bob', '', 'naïve 🌊'])
    expect(text.dictionary).toBe(text.dictionary)
    expect(coded).toHaveBeenCalledTimes(6)
    coded.mockRestore()
  })

  test('that nobody has read yet is copied, taken and joined whole', async () => {
    const copied: Vector = { ...(await read()).text }
    expect(Object.keys(copied).sort()).toEqual(['codes', 'dictionary', 'kind', 'length', 'type', 'validity'])
    const taken = takeVector((await read()).text, Int32Array.of(7, -1, 0)) as StringVector
    expect(rowsOf({ schema: parseDdl('s STRING'), numRows: 3, columns: [taken], origin: null })).toEqual([{ s: 'bob' }, { s: null }, { s: 'ada' }])
    const { one } = await read()
    const both = concatBatches(one.schema, [one, takeBatch((await read()).one, Int32Array.of(5, 1))])
    expect(rowsOf(both)).toEqual([...texts, 'naïve 🌊', null].map(s => ({ s })))
  })

  test('is not looked at under a null', () => {
    const { codes, dictionary } = textOnDemand({ length: 3, validity: Uint8Array.of(1, 0, 1), bytes: Buffer.from('a junk b'), offsets: Int32Array.of(0, 1, 7, 8) })
    expect([dictionary.size, dictionary.value(codes[0]), dictionary.value(codes[2])]).toEqual([2, 'a', 'b'])
  })
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
