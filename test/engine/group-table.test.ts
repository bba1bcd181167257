import fc from 'fast-check'
import { batchOfRows, valueAt } from '../../src/batch'
import { Instant, parseDdl } from '../../src/core'
import { GroupTable } from '../../src/engine/state/group-table'
import { ByteReader, ByteWriter } from '../../src/engine/state/bytes'
import { readVector, writeVector } from '../../src/engine/state/column-codec'

const schema = parseDdl('s STRING, i INT, l BIGINT, d DOUBLE, e STRUCT<start: TIMESTAMP, x: STRING>, a ARRAY<INT>, m MAP<STRING, INT>, raw BINARY')
const few = <T>(...values: T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...values), { freq: 4 })
const row = fc.record({
  s: few('', 'a', 'b', 'ä'), i: few(0, 1, -1), l: few(0n, 1n, 2n ** 62n), d: few(0, -0, NaN, 0.5),
  e: fc.option(fc.record({ start: few(new Instant(0n), new Instant(-1n)), x: few('a', 'b') }), { freq: 4 }), a: few([], [1], [1, 2], [2, 1]),
  m: few(new Map([['a', 1]]), new Map<string, number>()), raw: few(Uint8Array.of(), Uint8Array.of(1)),
})
const some = fc.subarray(schema.fields.map((_, i) => i))

/** A text that tells keys apart as Spark does: all NaNs are one, and both zeros. */
const textOf = (values: unknown): string => JSON.stringify(values, (_, value: unknown) =>
  (typeof value === 'bigint' ? `${value}n` : Number.isNaN(value) ? 'NaN' : Object.is(value, -0) ? 0 : value instanceof Map ? ['map', ...value] : value))

it('numbers groups as a map of their values would, while groups come and go', () => {
  fc.assert(fc.property(some, fc.array(fc.tuple(fc.array(row, { maxLength: 30 }), fc.nat(3)), { maxLength: 8 }), (columns, steps) => {
    const fields = columns.map(i => schema.fields[i])
    const table = new GroupTable(fields.map(f => f.type))
    const known = new Map<string, number>()
    for (const [rows, drop] of steps) {
      // Each step has dictionaries of its own.
      const of = batchOfRows(schema, rows)
      const slots = table.slotsOf(columns.map(i => of.columns[i]), rows.length)
      rows.forEach((_, r) => {
        const name = textOf(columns.map(i => valueAt(of.columns[i], r)))
        if (!known.has(name)) known.set(name, slots[r])
        expect(slots[r]).toBe(known.get(name))
      })
      expect(new Set(known.values()).size).toBe(known.size)
      const live = table.liveSlots()
      // In the order they came, whatever slots they have.
      expect([...live]).toEqual([...known.values()])
      const keys = table.keysOf(live)
      live.forEach((slot, i) => expect(known.get(textOf(keys.map(key => valueAt(key, i))))).toBe(slot))
      const gone = live.filter((_, i) => i % 4 < drop)
      table.release(gone)
      for (const [name, slot] of known) if (gone.includes(slot)) known.delete(name)
      expect(table.size).toBe(known.size)
    }
  }))
})

it('writes columns and reads them back', () => {
  fc.assert(fc.property(fc.array(row, { maxLength: 20 }), rows => {
    const of = batchOfRows(schema, rows)
    const out = new ByteWriter()
    for (const column of of.columns) writeVector(out, column)
    const from = new ByteReader(out.finish())
    schema.fields.forEach((f, c) => {
      const read = readVector(from, f.type, rows.length)
      rows.forEach((_, r) => expect(valueAt(read, r)).toEqual(valueAt(of.columns[c], r)))
    })
  }))
})
