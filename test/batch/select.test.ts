import fc from 'fast-check'
import { Instant, originAt, parseDdl } from '../../src/core'
import { batchOfRows, concatBatches, rowsOf, takeBatch, takeVector, valueAt } from '../../src/batch'
import type { Batch } from '../../src/batch'

const schema = parseDdl('s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, t TIMESTAMP, raw BINARY, v VOID, a ARRAY<STRING>, m MAP<STRING, INT>, e STRUCT<x: INT, y: ARRAY<INT>>')
const row = fc.record({
  s: fc.option(fc.string({ unit: 'grapheme' })), b: fc.option(fc.boolean()), i: fc.option(fc.integer()), l: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  d: fc.option(fc.double()), t: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(us => new Instant(us))), raw: fc.option(fc.uint8Array()), v: fc.constant(null),
  a: fc.option(fc.array(fc.option(fc.string()))), m: fc.option(fc.uniqueArray(fc.string()).map(keys => new Map(keys.map((k, i) => [k, i])))),
  e: fc.option(fc.record({ x: fc.option(fc.integer()), y: fc.option(fc.array(fc.integer())) })),
})
const rows = fc.array(row, { maxLength: 12 })

it('takes rows in any order, negative ones as null', () => {
  fc.assert(fc.property(rows, fc.array(fc.nat()), (of, picks) => {
    const all = batchOfRows(schema, of)
    const taken = Int32Array.from(picks, p => (p % (of.length + 1)) - 1)
    const expected = [...taken].map(r => (r < 0 ? null : of[r]))
    schema.fields.forEach((f, c) => {
      const vector = takeVector(all.columns[c], taken)
      expect([...taken.keys()].map(i => valueAt(vector, i))).toEqual(expected.map(r => (r === null ? null : r[f.name as keyof typeof r])))
    })
  }))
})

it('concatenates batches, also those that were taken from others', () => {
  fc.assert(fc.property(fc.array(rows, { maxLength: 4 }), parts => {
    const batches = parts.map(part => {
      const all = batchOfRows(schema, part)
      return takeBatch(all, Int32Array.from(part.keys()))
    })
    expect(rowsOf(concatBatches(schema, batches))).toEqual(parts.flat())
  }))
})

it('keeps each row with its origin', () => {
  const of = (partition: number, length: number): Batch =>
    batchOfRows(parseDdl('i INT'), Array.from({ length }, (_, i) => ({ i: partition * 100 + i })), [{ source: 't', partition, length, offsets: null, base: partition * 100 }])
  const all = concatBatches(parseDdl('i INT'), [of(1, 3), of(2, 0), of(3, 4)])
  for (const picks of [[0, 2, 5], [6, 0, 0, 3], [], [0, 1, 2, 3, 4, 5, 6]]) {
    const taken = takeBatch(all, Int32Array.from(picks))
    expect(rowsOf(taken).map((r, i) => originAt(taken.origin!, i)!.offset)).toEqual(rowsOf(taken).map(r => r.i))
  }
  expect(concatBatches(parseDdl('i INT'), [of(1, 3), batchOfRows(parseDdl('i INT'), [{ i: 1 }])]).origin).toBeNull()
})

it('a concatenation of nothing is an empty batch', () => {
  expect(concatBatches(schema, []).numRows).toBe(0)
})
