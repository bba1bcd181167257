import { batchOfRows, valueAt } from '../../src/batch/rows'
import { parseDdl } from '../../src/core/ddl'
import { avg, bind, col, count, countIf, functionOf, max, min, sum, Instant, type AggregateFunction, type Column } from './tools'
import { context } from './evaluate'

/** Folds rows into groups by their field `g`, in two batches, the second after a save into fresh accumulators. */
function folded(of: Column<unknown>, ddl: string, rows: readonly { g: number }[]): unknown[] {
  const { expr } = of
  if (expr.kind !== 'call') throw new Error('an aggregate is a call')
  const fn = functionOf(expr.fn) as AggregateFunction
  const schema = parseDdl(ddl)
  const args = expr.args.map(arg => bind(arg, schema))
  const types = args.map(arg => arg.type)
  const type = fn.resultType(types, expr.options, args)
  const groups = Int32Array.from({ length: 1 + Math.max(...rows.map(r => r.g)) }, (_, i) => i)
  const half = Math.ceil(rows.length / 2)
  const before = fn.accumulator(types, type, expr.options)
  const accumulator = fn.accumulator(types, type, expr.options)
  for (const [into, part] of [[before, rows.slice(0, half)], [accumulator, rows.slice(half)]] as const) {
    if (into === accumulator) accumulator.restore(groups, before.save(groups))
    const batch = batchOfRows(schema, part)
    into.update(Int32Array.from(part, r => r.g), args.map(arg => arg.evaluate(batch, context)), part.length)
    expect(into.save(groups).map(v => v.type)).toEqual(into.stateTypes)
  }
  const result = accumulator.result(groups)
  expect(result.type).toEqual(type)
  const values = [...groups].map(g => valueAt(result, g))
  expect(valuesMerged()).toEqual(values.map(close))
  accumulator.clear(0)
  expect(valueAt(accumulator.result(Int32Array.of(0)), 0)).toEqual(fn.nullable?.([], {}, [], []) === false ? 0n : null)
  return values

  /** The same, with the halves of each group folded as groups of their own and merged, twice over into the empty last. */
  function valuesMerged(): unknown[] {
    const merging = fn.accumulator(types, type, expr.kind === 'call' ? expr.options : {})
    const size = groups.length
    const batch = batchOfRows(schema, rows)
    merging.update(Int32Array.from(rows, (r, i) => (i < half ? 0 : size) + r.g), args.map(arg => arg.evaluate(batch, context)), rows.length)
    merging.merge(Int32Array.from([...groups, ...groups], g => 2 * size + g), Int32Array.from([...groups, ...groups.map(g => size + g)]))
    const merged = merging.result(groups.map(g => 2 * size + g))
    return [...groups].map(g => close(valueAt(merged, g)))
  }
}

/** Partial results add up in another order: to twelve digits. */
function close(value: unknown): unknown {
  return typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(12)) : value
}

describe('aggregates', () => {
  const ddl = 'g INT, n INT, big BIGINT, x DOUBLE, t STRING, ok BOOLEAN, ts TIMESTAMP, tags ARRAY<INT>, e STRUCT<a: INT, b: STRING>'
  const rows = [
    { g: 0, n: 1, big: 1n, x: 1.5, t: 'b', ok: true, ts: new Instant(5n), tags: [1, 2], e: { a: 1, b: 'y' } },
    { g: 1, n: null, big: null, x: null, t: null, ok: null, ts: null, tags: null, e: null },
    { g: 0, n: 2147483647, big: 9007199254740993n, x: NaN, t: 'é', ok: false, ts: new Instant(-5n), tags: [1, 1, 9], e: { a: 1, b: 'x' } },
    { g: 2, n: -7, big: -9007199254740993n, x: -2, t: 'a', ok: true, ts: new Instant(9n), tags: [], e: { a: null, b: 'z' } },
    { g: 0, n: 2147483647, big: null, x: 2, t: 'B', ok: null, ts: null, tags: [2], e: { a: 0, b: 'q' } },
    { g: 2, n: null, big: -1n, x: 4, t: null, ok: true, ts: new Instant(8n), tags: null, e: null },
  ]

  test('count of rows, of values, of true', () => {
    expect(folded(count(), ddl, rows)).toEqual([3n, 1n, 2n])
    expect(folded(count('*'), ddl, rows)).toEqual([3n, 1n, 2n])
    expect(folded(count('n'), ddl, rows)).toEqual([3n, 0n, 1n])
    expect(folded(countIf(col('ok')), ddl, rows)).toEqual([1n, 0n, 2n])
  })

  test('sum of INT and BIGINT is exact, of nothing null', () => {
    expect(folded(sum('n'), ddl, rows)).toEqual([4294967295n, null, -7n])
    expect(folded(sum('big'), ddl, rows)).toEqual([9007199254740994n, null, -9007199254740994n])
    expect(folded(sum('x'), ddl, rows)).toEqual([NaN, null, 2])
  })

  test('a sum beyond 64 bits fails, at both ends', () => {
    const ends = [{ g: 0, big: 9223372036854775807n }, { g: 0, big: 1n }]
    expect(() => folded(sum('big'), 'g INT, big BIGINT', ends)).toThrow(/64 bits/)
    expect(() => folded(sum('big'), 'g INT, big BIGINT', ends.map(r => ({ g: 0, big: -r.big - 1n })))).toThrow(/64 bits/)
    expect(folded(sum('big'), 'g INT, big BIGINT', [ends[0], { g: 0, big: -9223372036854775808n }])).toEqual([-1n])
  })

  test('avg skips nulls and is DOUBLE', () => {
    expect(folded(avg('n'), ddl, rows)).toEqual([4294967295 / 3, null, -7])
    expect(folded(avg('big'), ddl, rows)[1]).toBeNull()
  })

  test('min and max of every type with an order', () => {
    expect(folded(min('n'), ddl, rows)).toEqual([1, null, -7])
    expect(folded(max('x'), ddl, rows)).toEqual([NaN, null, 4])
    expect(folded(max('big'), ddl, rows)).toEqual([9007199254740993n, null, -1n])
    expect(folded(min('t'), ddl, rows)).toEqual(['B', null, 'a'])
    expect(folded(max('t'), ddl, rows)).toEqual(['é', null, 'a'])
    expect(folded(min('ts'), ddl, rows)).toEqual([new Instant(-5n), null, new Instant(8n)])
    expect(folded(max('ok'), ddl, rows)).toEqual([true, null, true])
    expect(folded(max('tags'), ddl, rows)).toEqual([[2], null, []])
    expect(folded(min('e'), ddl, rows)).toEqual([{ a: 0, b: 'q' }, null, { a: null, b: 'z' }])
  })

  test('many groups grow the accumulators', () => {
    const many = Array.from({ length: 1000 }, (_, g) => ({ g, n: g }))
    expect(folded(max('n'), 'g INT, n INT', many)).toEqual(many.map(r => r.n))
    expect(folded(sum('n'), 'g INT, n INT', many)).toEqual(many.map(r => BigInt(r.n)))
  })

  test('avg of a boolean is refused, and aggregates stand in agg only', () => {
    expect(() => folded(avg('ok'), ddl, rows)).toThrow(/avg needs a number, and this is BOOLEAN/)
    expect(() => bind(count().gt(1).expr, parseDdl(ddl))).toThrow(/groupBy/)
  })
})
