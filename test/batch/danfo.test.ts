import fc from 'fast-check'
import { DataFrame } from 'danfojs-node'
import { batchOfRows, fromDanfo, rowsOf, toDanfo } from '../../src/batch'
import { Instant, LocalDate, LocalDateTime, parseDdl, toDdl } from '../../src/core'
import { refuses } from '../support/refuses'

const schema = parseDdl('s STRING, b BOOLEAN, y TINYINT, h SMALLINT, i INT, l BIGINT, f FLOAT, d DOUBLE, t TIMESTAMP, n TIMESTAMP_NTZ, day DATE, v VOID')
const row = fc.record({
  s: fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'NaN', 'null', '1', 'true'))), b: fc.option(fc.boolean()), y: fc.option(fc.integer({ min: -128, max: 127 })), h: fc.option(fc.integer({ min: -32_768, max: 32_767 })), i: fc.option(fc.integer()), l: fc.option(fc.maxSafeInteger().map(BigInt)),
  f: fc.option(fc.float({ noNaN: true })), d: fc.option(fc.double({ noNaN: true })), t: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(us => new Instant(us))),
  n: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(us => new LocalDateTime(us))),
  day: fc.option(fc.integer({ min: -700_000, max: 2_000_000 }).map(days => new LocalDate(days))), v: fc.constant(null),
})

it('comes back without loss, with the schema and without it', () => {
  fc.assert(fc.property(fc.array(row, { maxLength: 8 }), rows => {
    const frame = toDanfo(batchOfRows(schema, rows))
    expect(rowsOf(fromDanfo(frame, schema))).toEqual(rows)
    expect(rowsOf(fromDanfo(frame))).toEqual(rows)
  }), { numRuns: 40 })
})

const people = batchOfRows(parseDdl('user STRING, n INT, score DOUBLE, at TIMESTAMP'), [
  { user: 'ada', n: 1, score: 1.5, at: new Instant(0n) }, { user: null, n: null, score: null, at: null }, { user: 'bob', n: 3, score: -2, at: new Instant(1_500_000n) },
])

it('is a DataFrame that danfo can work on, and its work comes back', () => {
  const frame = toDanfo(people)
  expect(frame.dtypes).toEqual(['string', 'float32', 'float32', 'string'])
  expect(frame.values).toEqual([['ada', 1, 1.5, '1970-01-01T00:00:00.000Z'], [null, NaN, NaN, null], ['bob', 3, -2, '1970-01-01T00:00:01.500Z']])
  const filled = frame.fillNa(['nobody', 0], { columns: ['user', 'n'] })
  expect(rowsOf(fromDanfo(filled, people.schema)).map(r => [r.user, r.n, r.score])).toEqual([['ada', 1, 1.5], ['nobody', 0, null], ['bob', 3, -2]])
  const grown = frame.query(frame.column('n').gt(1)).addColumn('twice', [6], { inplace: false })
  expect(rowsOf(fromDanfo(grown))).toEqual([{ user: 'bob', n: 3, score: -2, at: '1970-01-01T00:00:01.500Z', twice: 6 }])
})

it('takes the names that aggregates and times have', () => {
  const names = ['at', 'count', 'sum', 'mean', 'min', 'max', 'std', 'var', 'mode', 'median', 'diff', 'abs', 'round']
  const batch = batchOfRows(parseDdl(['user STRING', ...names.map(n => `${n} INT`)].join(', ')), [1, 2, 3].map(k => ({ user: `u${k % 2}`, ...Object.fromEntries(names.map((n, i) => [n, i * k])) })))
  const frame = toDanfo(batch)
  expect(rowsOf(fromDanfo(frame))).toEqual(rowsOf(batch))
  expect(rowsOf(fromDanfo(frame.query(frame.column('count').gt(1)), batch.schema))).toEqual(rowsOf(batch).slice(1))
  expect(rowsOf(fromDanfo(frame.groupby(['user']).col(['sum']).sum()))).toEqual([{ user: 'u1', sum_sum: 8 }, { user: 'u0', sum_sum: 4 }])
  expect(rowsOf(fromDanfo(frame.sortValues('max', { ascending: false }), batch.schema))).toEqual(rowsOf(batch).reverse())
})

it('keeps danfo\'s work on the frame away from the batch', () => {
  const frame = toDanfo(people)
  frame.fillNa(0, { inplace: true })
  expect(rowsOf(people)[1]).toEqual({ user: null, n: null, score: null, at: null })
})

it('lets no null pass for a number: sums and means of danfo skip them or say NaN', () => {
  const frame = toDanfo(people)
  expect(frame.column('n').mean()).toBe(2)
  expect(frame.column('n').add(1).values).toEqual([2, NaN, 4])
  expect(rowsOf(fromDanfo(frame.groupby(['user']).col(['n']).mean())).map(r => r.n_mean)).toEqual([1, null, 3])
})

it('sorts timestamps as it sorts their texts', () => {
  const micros = fc.array(fc.bigInt({ min: 0n, max: 10n ** 16n }), { minLength: 1 })
  fc.assert(fc.property(micros, of => {
    const texts = toDanfo(batchOfRows(parseDdl('t TIMESTAMP, i INT'), of.map(us => ({ t: new Instant(us), i: 0 })))).values as string[][]
    expect(texts.map(([t]) => t).sort()).toEqual([...of].sort((a, b) => (a < b ? -1 : 1)).map(us => texts[of.indexOf(us)][0]))
  }))
})

it.each([
  ['l BIGINT', { l: 2n ** 53n + 1n }, "'l': it has 9007199254740993", "cast('STRING')"], ['d DOUBLE', { d: NaN }, "'d': it has NaN", 'null first'], ['r BINARY', { r: Uint8Array.of(1) }, "'r': it is BINARY", 'cast'],
  ['a ARRAY<INT>', { a: [1] }, "'a': it is ARRAY<INT>", 'toJson'], ['m MAP<STRING, INT>', {}, "'m': it is MAP<STRING, INT>", 'toJson'], ['e STRUCT<x: INT>', {}, "'e': it is STRUCT<x: INT>", 'inside'],
  ['`values` INT', { values: 1 }, "called 'values'", 'withColumnRenamed'], ['columns INT', {}, "called 'columns'", 'Rename'], ['`__proto__` INT', {}, "called '__proto__'", 'Rename'], ['shape INT', {}, "called 'shape'", 'Rename'],
])('says what it cannot hold: %s', (ddl, of, why, hint) => {
  refuses(() => toDanfo(batchOfRows(parseDdl(`ok INT, ${ddl}`), [of, of])), { code: 'DANFO_CANNOT_HOLD', fault: 'user', message: why, hint: hint })
})

it('infers types of a frame that danfo made', () => {
  const frame = new DataFrame({ i: [1, 2], big: [1, 2 ** 40], d: [1.5, NaN], s: ['a', 'b'], b: [true, false] })
  expect(toDdl(fromDanfo(frame).schema)).toBe('i INT, big BIGINT, d DOUBLE, s STRING, b BOOLEAN')
  refuses(() => fromDanfo(new DataFrame({ x: [1, 'a'] })), { message: "'x' mixes number and string" })
})

it('says which value does not fit the schema, and which column is missing or too many', () => {
  const frame = toDanfo(people)
  refuses(() => fromDanfo(frame, parseDdl('user INT, n INT, score DOUBLE, at TIMESTAMP')), { code: 'VALUE_TYPE_MISMATCH', message: "column 'user', row 0" })
  refuses(() => fromDanfo(frame, parseDdl('user STRING, n INT, score DOUBLE, at TIMESTAMP, more INT')), { message: "no column 'more'" })
  refuses(() => fromDanfo(frame, parseDdl('user STRING')), { message: "has a column 'n'" })
})

it('says what to install where danfojs-node is missing', async () => {
  jest.resetModules()
  jest.doMock('danfojs-node', () => { throw new Error("Cannot find module 'danfojs-node'") })
  const lonely = await import('../../src/batch/danfo')
  let error: unknown
  try {
    lonely.toDanfo(people)
  } catch (thrown) {
    error = thrown
  }
  jest.dontMock('danfojs-node')
  expect(error).toMatchObject({ code: 'DANFO_MISSING' })
  expect((error as { hint: string }).hint).toContain('npm install danfojs-node')
})
